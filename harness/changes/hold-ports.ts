import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { narrowRangePorts } from './port-range.ts';

/** Target of a client program, and the number of connections after which it stops. */
export const towards = (
  { target, addresses, aim }: Placement,
  host = target,
): Record<string, string> => ({
  address: addresses[host] ?? '',
  port: String(aim.port),
  most: String(narrowRangePorts * 4),
});

/** A client program opens connections to the target, or another host, and holds them until no local port is left. */
export const holdPorts = <const H extends string, const T extends string = H>(
  on: H,
  host?: T,
): Change<H | T> => ({
  verb: 'holdPorts',
  on,
  other: host,
  connects: true,
  says: `live connections to ${host ? `the ${host}` : 'the server'} hold every local port`,
  apply: (placement) => [
    {
      ...{ kind: 'start', on, name: 'hold-ports', program: 'hold-ports' },
      ...{ flags: towards(placement, host), ready: 'holding' },
    },
  ],
  undo: () => [{ kind: 'end', on, name: 'hold-ports' }],
});
