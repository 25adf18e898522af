import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { misled } from './misled.ts';

export const cdnInPath: CauseFile = {
  cause: 'cdn-in-path',
  prior: 6,
  judge: (facts) => {
    const { intended, web } = facts;
    // A cache on the server itself sends such headers too: it is a CDN only at another address.
    if (web?.sign === undefined || intended.elsewhere === false) return [];
    return [...misled(facts), decides('web', true)];
  },
  remedy: ({ evidence, intended: { meant }, port, web }) => {
    const { target } = evidence;
    const { carries = [], serves } = web ?? {};
    const direct = meant === undefined ? '' : ` (${meant.join(', ')})`;
    const through =
      serves === undefined
        ? `Serve the application on a port that it carries (here ${carries.join(' and ')})`
        : `Connect on port ${serves}, on which it carries the service: ${urlOn(serves, target)}`;
    return {
      action: 'bypass-edge',
      text: `${target.host} leads to a web accelerator, and port ${port} exists at the server behind it only. ${through}; or give the service a name of its own that leads to the server${direct}, past the accelerator.`,
      commands: [sh`curl -sI ${`http://${target.host}/`}`],
    };
  },
};

const urlOn = (
  port: number,
  { scheme, host, path }: { scheme: string; host: string; path: string },
): string => {
  const shown = host.includes(':') ? `[${host}]` : host;
  if (port === 443) return `${scheme === 'ws' ? 'wss' : 'https'}://${shown}${path}`;
  return `${scheme}://${shown}${path}`;
};
