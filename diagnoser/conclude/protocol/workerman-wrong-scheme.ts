import { protocolOf } from '../../observe/beginnings.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import type { Facts } from '../../observe/facts.ts';
import { byRetry } from './suspects.ts';
import { hasWrongScheme, mayBeWorkerman } from './workerman.ts';

export const workermanWrongScheme: CauseFile = {
  cause: 'workerman-wrong-scheme',
  prior: 1,
  judge: (facts) => [
    decides('handshake', maySpeakSo(facts)),
    decides('worker', hasWrongScheme(facts)),
  ],
  remedy: ({ port, worker }) => {
    const found = worker && worker !== 'none' ? ` It says ${worker.scheme}:// now.` : '';
    return {
      action: 'serve-websocket',
      text: `In the start file of the server, the line for port ${port} must read new Worker('websocket://0.0.0.0:${port}'), or with GatewayWorker new Gateway('websocket://0.0.0.0:${port}').${found} Then start it again.`,
      commands: [
        sh`grep -rnE ${String.raw`new (Worker|Gateway)\(.*:${port}`} --include=${'*.php'} .`,
        'php start.php restart',
      ],
    };
  },
};

const maySpeakSo = (facts: Facts): boolean => {
  const { evidence, handshake, speech } = facts;
  if (!evidence.target.scheme.startsWith('ws') || handshake === undefined) return false;
  if (byRetry(facts) !== undefined) return false;
  if (speech === 'http-instead') return mayBeWorkerman(handshake);
  if (speech === 'not-http') return protocolOf(handshake.firstBytes ?? '') === undefined;
  // Applications that ignore what they do not understand look the same; only the server's report tells.
  return speech === 'nothing' && hasWrongScheme(facts) === true;
};
