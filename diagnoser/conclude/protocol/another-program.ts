import { protocolOf } from '../../observe/beginnings.ts';
import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const anotherProgram = byAnswer('another-program', 2, ({ handshake, port, retries }) => {
  const known = retries?.speaks ?? protocolOf(handshake?.firstBytes ?? '');
  return {
    action: 'free-port',
    text: `Another program than a web server has port ${port}${known === undefined ? '' : `: it speaks ${known}`}. Connect to the port of the service; if this is its port, see which program has it, and why the service did not get it (EADDRINUSE in its log).`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  };
});
