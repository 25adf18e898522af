import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { narrowRangePorts } from './port-range.ts';

/** Where a client program connects to, and after how many connections it gives up. */
export const towardsTarget = ({ services, addresses, aim }: Placement): Record<string, string> => {
  const target = Object.keys(services)[0] ?? '';
  return {
    address: addresses[target] ?? '',
    port: String(aim.port),
    most: String(narrowRangePorts * 4),
  };
};

/** A program of the client opens connections to the target and keeps them until no port is left. */
export const holdPorts = <const H extends string>(on: H): Change<H> => ({
  verb: 'holdPorts',
  on,
  says: 'live connections to the server hold every local port',
  apply: (placement) => [
    {
      ...{ kind: 'start', on, program: 'hold-ports' },
      ...{ flags: towardsTarget(placement), ready: 'holding' },
    },
  ],
  undo: () => [{ kind: 'end', on, program: 'hold-ports' }],
});
