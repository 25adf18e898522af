import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/**
 * The target gets another address on its first network, and no host has the old one: the machine was moved, or its
 * lease expired.
 */
export const renumber = <const H extends string>(on: H): Change<H> => ({
  verb: 'renumber',
  on,
  says: 'the machine has another address, and nobody has the old one',
  apply: (placement) => readdress(placement, on, placement.freeAddress),
  undo: (placement) => readdress(placement, on, placement.addresses[on] ?? ''),
});

const readdress = (
  { addresses, freeAddress, ipVersion, lab }: Placement,
  on: string,
  address: string,
): Step[] => {
  const routes = lab.hosts.find(({ name }) => name === on)?.routes ?? [];
  // Over IPv4 the kernel removes the routes of an address with it (ip-address(8)).
  const commands = [
    'ip addr flush dev eth0 scope global',
    `ip addr add ${address}/${ipVersion === 4 ? 24 : 64} dev eth0`,
    ...routes.map((route) => `ip route replace ${route}`),
  ];
  // Neighbours would send to the stale hardware address for some time (arp(7)). No command runs on other hosts: a
  // client behind a router could notice it in the number of its next process.
  const networksOf = (name: string): string[] =>
    lab.hosts.find((host) => host.name === name)?.interfaces.map(({ network }) => network) ?? [];
  const [network] = networksOf(on);
  const neighbours = lab.hosts
    .map(({ name }) => name)
    .filter((name) => name !== on && network !== undefined && networksOf(name).includes(network));
  const old = [addresses[on], freeAddress]
    .map((address) => `ip neigh flush to ${address}`)
    .join(' && ');
  return [shell(on, commands.join(' && ')), ...neighbours.map((host) => shell(host, old))];
};
