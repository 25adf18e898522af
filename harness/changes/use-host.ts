import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';

/** What of a host the client is set to. */
const known = {
  address: ({ addresses }: Placement, host: string) => addresses[host],
  name: ({ domain, ownNames, target }: Placement, host: string) =>
    host === target ? domain : ownNames[host],
  /** Beside the name of the service, which the target has as well. */
  'own name': ({ ownNames }: Placement, host: string) => ownNames[host],
  /** Of the target, once it is renumbered. */
  'new address': ({ freeAddress }: Placement) => freeAddress,
  /** The last of its addresses: the one on its inner network. */
  'inner address': ({ allAddresses }: Placement, host: string) => allAddresses[host]?.at(-1),
  /** Its address where the client was set to an address, otherwise its name. */
  'address or name': (placement: Placement, host: string): string | undefined =>
    placement.way === 'address' ? known.address(placement, host) : known.name(placement, host),
};

/** The client is set to a host: to its own address, or to one of the others, or to its name. */
export const useHost = <const H extends string>(
  on: 'client',
  host: H,
  by: keyof typeof known = 'address',
): Change<H | 'client'> => ({
  verb: 'useHost',
  on,
  other: host,
  says: `the client uses the ${by} of the ${host}`,
  apply: (placement) => [{ kind: 'aim', at: { host: known[by](placement, host) ?? '' } }],
  undo: ({ aim }) => [{ kind: 'aim', at: { host: aim.host } }],
});
