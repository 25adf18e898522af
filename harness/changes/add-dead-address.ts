import { authority, cache } from '../topology/daemons.ts';
import type { Placement } from '../topology/place.ts';
import { anew } from './anew.ts';
import type { Change, Step } from './change.ts';

/** dnsmasq(8) rotates the addresses of a name with each answer by default. */
const inOrder = '--no-round-robin';

const both = (on: string, { domain, freeAddress, records }: Placement): Step[] => {
  const { [domain]: address = '', ...others } = records;
  const record = (of: string): string => `--host-record=${domain},${of},1`;
  return [
    ...anew(authority(on, others, [inOrder, record(freeAddress), record(address)])),
    ...anew(cache(on, [inOrder])),
  ];
};

/** The service's name has two addresses, the first of which no machine has. */
export const addDeadAddress = <const H extends string>(on: H): Change<H> => ({
  verb: 'addDeadAddress',
  on,
  says: 'the name has a second address, which nobody has',
  apply: (placement) => both(on, placement),
  undo: ({ records }) => [...anew(authority(on, records)), ...anew(cache(on))],
});
