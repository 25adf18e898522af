import type { Change } from './change.ts';
import { dropSysctl, keepSysctl } from './sysctl.ts';

const name = 'net.ipv4.tcp_tw_reuse';

/**
 * The client may reuse a local port in TIME_WAIT for a new outgoing connection, one second after it entered that
 * state (tcp_tw_reuse_delay). The kernel's default, 2, allows this on loopback only.
 */
export const reuseTimeWait = <const H extends string>(on: H): Change<H> => ({
  verb: 'reuseTimeWait',
  on,
  says: `sysctl -p loads ${name} = 1`,
  apply: () => [keepSysctl(on, name, '1')],
  undo: () => [dropSysctl(on, name, '2')],
});
