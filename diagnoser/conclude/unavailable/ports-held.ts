import { decides, type CauseFile } from '../cause-file.ts';
import { portsRanOut } from './full.ts';

export const portsHeld: CauseFile = {
  cause: 'ports-held',
  prior: 2,
  judge: (facts) => [
    decides('reply', facts.reply === 'no-port'),
    decides(
      'localPorts',
      facts.localPorts &&
        portsRanOut(facts) === true &&
        facts.localPorts.live >= facts.localPorts.timeWait,
    ),
  ],
  remedy: ({ localPorts: ports }) => ({
    action: 'widen-port-range',
    text: `All ${ports?.size ?? 0} local ports towards this server are held by connections that are open. Widen the range on the client; then keep fewer connections open, or use the open ones again.`,
    commands: ['sysctl -w net.ipv4.ip_local_port_range="10000 65535"'],
  }),
};
