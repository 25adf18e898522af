import { decides, type CauseFile } from '../cause-file.ts';
import { portsRanOut } from './full.ts';

export const timeWaitFlood: CauseFile = {
  cause: 'time-wait-flood',
  prior: 1,
  judge: (facts) => [
    decides('reply', facts.reply === 'no-port'),
    decides(
      'localPorts',
      facts.localPorts &&
        portsRanOut(facts) === true &&
        facts.localPorts.timeWait > facts.localPorts.live,
    ),
  ],
  remedy: ({ localPorts: ports }) => ({
    action: 'reuse-time-wait',
    text: `Connections that the client closed hold ${ports?.timeWait ?? 0} of ${ports?.size ?? 0} local ports for a minute each. Let the kernel use them again (from one second after the close on), and keep connections alive instead of opening one for each request. The default of tcp_tw_reuse, 2, helps on loopback only.`,
    commands: ['sysctl -w net.ipv4.tcp_tw_reuse=1'],
  }),
};
