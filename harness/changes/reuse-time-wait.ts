import type { Change } from './change.ts';
import { dropSysctl, keepSysctl } from './sysctl.ts';

const name = 'net.ipv4.tcp_tw_reuse';

/**
 * The client may take a local port out of TIME_WAIT for a new outgoing connection. The kernel does
 * so once a second has passed (tcp_tw_reuse_delay); its default, 2, does so on loopback only.
 */
export const reuseTimeWait = <const H extends string>(on: H): Change<H> => ({
  verb: 'reuseTimeWait',
  on,
  says: `sysctl -p loads ${name} = 1`,
  apply: () => [keepSysctl(on, name, '1')],
  undo: () => [dropSysctl(on, name, '2')],
});
