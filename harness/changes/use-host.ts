import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';

/** The identifier of a host that the client is configured with. */
const known = {
  address: ({ addresses }: Placement, host: string) => addresses[host],
  name: ({ domain, ownNames, target }: Placement, host: string) =>
    host === target ? domain : ownNames[host],
  /** Its own name, besides the service's name that the target has. */
  'own name': ({ ownNames }: Placement, host: string) => ownNames[host],
  /** The target's address after it was renumbered. */
  'new address': ({ freeAddress }: Placement) => freeAddress,
  /** The last of its addresses: the one on its inner network. */
  'inner address': ({ allAddresses }: Placement, host: string) => allAddresses[host]?.at(-1),
  /** Its address if the client was configured with an address, otherwise its name. */
  'address or name': (placement: Placement, host: string): string | undefined =>
    placement.way === 'address' ? known.address(placement, host) : known.name(placement, host),
};

/** The client is configured with another host: its address, one of its other addresses, or its name. */
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
