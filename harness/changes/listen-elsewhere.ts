import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** An additional address of the host, like a service address (ip-address(8)). */
const add = (on: string, { freeAddress }: Placement): Step =>
  shell(on, `ip address replace ${freeAddress} dev lo`);

const remove = (on: string, { freeAddress, ipVersion }: Placement): Step => {
  const prefix = ipVersion === 4 ? 32 : 128;
  const isThere = `ip -o address show dev lo to ${freeAddress} | grep -q .`;
  return shell(on, `if ${isThere}; then ip address del ${freeAddress}/${prefix} dev lo; fi`);
};

/** The host gets an additional address, and its service listens on that alone. */
export const listenElsewhere = <const H extends string>(on: H): Change<H> => ({
  verb: 'listenElsewhere',
  on,
  says: 'the service listens on another address of the host',
  apply: (placement) => [
    add(on, placement),
    { kind: 'serve', on, as: { address: placement.freeAddress } },
  ],
  undo: (placement) => [
    { kind: 'serve', on, as: { address: placement.services[on]?.address ?? '' } },
    remove(on, placement),
  ],
});
