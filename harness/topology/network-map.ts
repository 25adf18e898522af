import type { Placement } from './place.ts';
import type { Role, Topology } from './topology.ts';

/** A host in a picture of the network. */
export interface MappedHost {
  /** Its name on the map, by which faults refer to it. */
  name: string;
  role: Role;
  /**
   * Its networks, numbered from 0 in the order client to server, and its address on each without prefix length.
   * Addresses are absent before a seed has drawn them.
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
    // A resolver that name resolution adds is not in the topology.
    role: hosts[name]?.role ?? 'resolver',
    on: interfaces.map(({ network, addresses: [address = ''] }) => ({
      network: lab.networks.indexOf(network),
      address: address.split('/')[0] ?? '',
    })),
  }));

/**
 * The map as a student sees it: neither name nor place reveals which machine is the intended server.
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
