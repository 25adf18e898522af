import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { suspects } from './suspects.ts';
import { hasWrongScheme, namesWorkerman } from './workerman.ts';

export const websocketToHttp: CauseFile = {
  cause: 'websocket-to-http',
  prior: 2,
  judge: (facts) => {
    const isPlain =
      suspects(facts).includes('websocket-to-http') && !namesWorkerman(facts.handshake?.headers);
    return [decides('handshake', isPlain), speaksAgainst('worker', hasWrongScheme(facts))];
  },
  remedy: ({ evidence, handshake, port }) => ({
    action: 'serve-websocket',
    text: `The server on port ${port} speaks plain HTTP: it answered the upgrade for ${evidence.target.path} with ${handshake?.status ?? 'a status'}. Make it speak WebSocket there, or connect where the WebSocket service is; if HTTP is meant, use an HTTP client.`,
    commands: asking(evidence.target.url),
  }),
};

/** A word that is not a url could be read as an option of curl. */
const asking = (url: string): string[] =>
  /^\w+:/.test(url) ? [sh`curl -i ${url.replace(/^ws/i, 'http')}`] : [];
