import type { Change } from './change.ts';
import { dropSysctl, keepSysctl, setSysctl } from './sysctl.ts';

const name = 'net.ipv4.ip_local_port_range';
/** Default ephemeral range of the kernel (Documentation/networking/ip-sysctl.rst). */
const usual = '32768 60999';
export const narrowRangePorts = 16;

/** The client has sixteen ephemeral ports instead of about 28,000. */
export const shrinkPortRange = <const H extends string>(on: H): Change<H> => ({
  verb: 'shrinkPortRange',
  on,
  says: `the client has ${narrowRangePorts} local ports`,
  apply: ({ narrowRangeStart: first }) => [
    setSysctl(on, name, `${first} ${first + narrowRangePorts - 1}`),
  ],
  undo: () => [setSysctl(on, name, usual)],
});

/** The documented range: 10,000 to 65,535. */
export const widenPortRange = <const H extends string>(on: H): Change<H> => ({
  verb: 'widenPortRange',
  on,
  says: `sysctl -p loads ${name} = 10000 65535`,
  apply: () => [keepSysctl(on, name, '10000 65535')],
  undo: () => [dropSysctl(on, name, usual)],
});
