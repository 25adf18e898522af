import type { Placement } from './place.ts';
import type { Role, Topology } from './topology.ts';

/** A host as a picture of the network has it. */
export interface MappedHost {
  /** As the picture names it; the hosts of a fault are found by it. */
  name: string;
  role: Role;
  /**
   * Its networks, numbered from 0 in the order client to server, and its address on each without prefix length.
   * Without an address where none is drawn yet.
   */
  on: readonly { network: number; address?: string }[];
}

/** The hosts of a lab, joined by the numbers of their networks. The client comes first. */
export type NetworkMap = readonly MappedHost[];

/** The map of a topology before a seed has drawn addresses. */
export const mapOfTopology = ({ hosts, networks }: Pick<Topology, 'hosts' | 'networks'>) =>
  Object.entries(hosts).flatMap(([name, { role }]): MappedHost[] => {
    const on = networks.flatMap((members, network) =>
      members.includes(name) ? [{ network }] : [],
    );
    return on.length === 0 ? [] : [{ name, role, on }];
  });

/** The map of a lab with the addresses that its seed has drawn. */
export const mapOfPlacement = (
  { hosts }: Pick<Topology, 'hosts'>,
  { lab }: Pick<Placement, 'lab'>,
): NetworkMap =>
  lab.hosts.map(({ name, interfaces }) => ({
    name,
    // A resolver joins where the way to the address needs one: no topology has it then.
    role: hosts[name]?.role ?? 'resolver',
    on: interfaces.map(({ network, addresses: [address = ''] }) => ({
      network: lab.networks.indexOf(network),
      address: address.split('/')[0] ?? '',
    })),
  }));

/**
 * The map as a student may see it: a machine may be the one that is meant or another, and neither name nor place
 * says which.
 */
export const disguised = (map: NetworkMap): NetworkMap =>
  map
    .map((host): MappedHost => {
      if (host.role === 'client' && host.name === 'client') return host;
      const isMachine = host.role === 'server' || host.role === 'edge';
      return isMachine
        ? { ...host, name: 'machine', role: 'server' }
        : { ...host, name: host.role };
    })
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)));

const orderOf = ({ role, on: [first] }: MappedHost): string =>
  `${role === 'client' ? 0 : 1} ${role} ${first?.address ?? ''}`;
