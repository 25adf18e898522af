import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** On its networks, a machine that is off looks like one whose interfaces are down. */
const off = (on: string, { lab }: Placement): Step[] => {
  const count = lab.hosts.find(({ name }) => name === on)?.interfaces.length ?? 0;
  return Array.from({ length: count }, (_, index) => shell(on, `ip link set eth${index} down`));
};

/** Over IPv6 the kernel removed addresses and routes of an interface that was down (ip-address(8)). */
const onAgain = (on: string, { lab }: Placement): Step[] => {
  const { interfaces = [], routes = [] } = lab.hosts.find(({ name }) => name === on) ?? {};
  return [
    ...interfaces.flatMap(({ addresses }, index) => [
      shell(on, `ip link set eth${index} up`),
      ...addresses.map((address) => shell(on, `ip address replace ${address} dev eth${index}`)),
    ]),
    ...routes.map((route) => shell(on, `ip route replace ${route}`)),
  ];
};

/** A machine is off: no network reaches it. */
export const switchOff = <const H extends string>(on: H): Change<H> => ({
  verb: 'switchOff',
  on,
  says: 'the machine is off',
  apply: (placement) => off(on, placement),
  undo: (placement) => onAgain(on, placement),
});

/** A machine is up and on its networks. */
export const switchOn = <const H extends string>(on: H): Change<H> => ({
  verb: 'switchOn',
  on,
  says: 'the machine runs',
  apply: (placement) => onAgain(on, placement),
  undo: (placement) => off(on, placement),
});
