import { isTlsAlert } from '../../observe/beginnings.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { hasWrongScheme } from './workerman.ts';

export const websocketToRawTcp: CauseFile = {
  cause: 'websocket-to-raw-tcp',
  prior: 2,
  judge: (facts) => {
    const { evidence, handshake, speech } = facts;
    const isOther = speech === 'not-http' && !isTlsAlert(handshake?.firstBytes ?? '');
    return [
      decides('handshake', evidence.target.scheme.startsWith('ws') && isOther),
      speaksAgainst('worker', hasWrongScheme(facts)),
    ];
  },
  remedy: ({ port }) => ({
    action: 'serve-websocket',
    text: `What listens on port ${port} speaks neither HTTP nor WebSocket. Make it speak WebSocket there, or connect to the port on which the WebSocket service listens.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  }),
};
