import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { suspects } from './suspects.ts';
import { hasWrongScheme } from './workerman.ts';

export const websocketToRawTcp: CauseFile = {
  cause: 'websocket-to-raw-tcp',
  prior: 2,
  judge: (facts) => {
    return [
      decides('handshake', suspects(facts).includes('websocket-to-raw-tcp')),
      speaksAgainst('worker', hasWrongScheme(facts)),
    ];
  },
  remedy: ({ port }) => ({
    action: 'serve-websocket',
    text: `What listens on port ${port} speaks neither HTTP nor WebSocket. Make it speak WebSocket there, or connect to the port on which the WebSocket service listens.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  }),
};
