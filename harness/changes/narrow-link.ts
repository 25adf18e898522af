import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** MTU of Ethernet. */
const usualMtu = 1500;
/** The smallest MTU allowed for IPv6 (RFC 8200, 5); tunnels and PPPoE have less than Ethernet. */
const narrowMtu = 1280;

/** Sets the MTU of both hosts' interfaces on their common network. */
const setMtu = (one: string, other: string, { lab }: Placement, mtu: number): Step[] => {
  const interfacesOf = (name: string): string[] =>
    lab.hosts.find((host) => host.name === name)?.interfaces.map(({ network }) => network) ?? [];
  const shared = interfacesOf(one).find((network) => interfacesOf(other).includes(network));
  return [one, other].map((on) =>
    shell(on, `ip link set eth${interfacesOf(on).indexOf(shared ?? '')} mtu ${mtu}`),
  );
};

/** The link between two routers has a smaller MTU than the networks on either side, as a tunnel has. */
export const narrowLink = <const H extends string, const T extends string>(
  on: H,
  other: T,
): Change<H | T> => ({
  verb: 'narrowLink',
  on,
  other,
  says: `the link between the ${on} and the ${other} takes packets of ${narrowMtu} bytes at most`,
  apply: (placement) => setMtu(on, other, placement, narrowMtu),
  undo: (placement) => setMtu(on, other, placement, usualMtu),
});
