import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';

/** An address of the host beside those of its interfaces, as a service address has it (ip-address(8)). */
const address = (verb: 'replace' | 'del', on: string, { freeAddress }: Placement): Step => ({
  kind: 'run',
  on,
  argv: ['ip', 'address', verb, freeAddress, 'dev', 'lo'],
});

/** The host has one more address, and its service listens on that alone. */
export const listenElsewhere = <const H extends string>(on: H): Change<H> => ({
  verb: 'listenElsewhere',
  on,
  says: 'the service listens on another address of the host',
  apply: (placement) => [
    address('replace', on, placement),
    { kind: 'serve', on, as: { address: placement.freeAddress } },
  ],
  undo: (placement) => [
    { kind: 'serve', on, as: { address: placement.services[on]?.address ?? '' } },
    address('del', on, placement),
  ],
});
