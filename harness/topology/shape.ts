import type { Axes, Layout, Point } from './point.ts';
import type { HostPlan, Topology, AddressSource } from './topology.ts';

/** A topology in which only numbers and names are still open. */
export interface Shape {
  hosts: Record<string, HostPlan>;
  networks: readonly (readonly string[])[];
  way: AddressSource;
}

const layoutOf = (networks: Topology['networks']): Layout =>
  networks.length > 1 ? 'routed' : 'flat';

const hasResolver = ({ hosts, networks }: Topology): boolean =>
  networks.flat().some((host) => hosts[host]?.role === 'resolver');

/** How the client may get the address, if the topology does not say. */
const usualWays = (topology: Topology): readonly AddressSource[] =>
  hasResolver(topology) ? ['dns'] : ['address', 'hosts-file'];

/** The axes of an unchanged lab of this topology, over IPv4. */
export function axesOfTopology(topology: Topology): Omit<Axes, 'scheme'> {
  const { hosts, networks, otherwise = [], ways = usualWays(topology) } = topology;
  const isDrawn = Object.values(hosts).some((host) => host.byDefaultRoute === 'drawn');
  return {
    ...{ ipVersion: [4], firewall: ['iptables'], make: ['node'], noise: ['none'] },
    way: ways,
    layout: [networks, ...otherwise].map(layoutOf),
    routes: isDrawn ? ['each', 'default'] : ['each'],
    letsIn: ['others'],
    believed: ['both', 'address', 'name', 'nothing'],
  };
}

/** The topology at a point, with a resolver added if the way needs one. */
export function shapeAt(
  topology: Topology,
  { layout, way, routes }: Pick<Point, 'layout' | 'way' | 'routes'>,
): Shape {
  const { hosts: plans, networks, otherwise = [] } = topology;
  const joins =
    [networks, ...otherwise].find((layouts) => layoutOf(layouts) === layout) ?? networks;
  const asked = !hasResolver(topology) && (way === 'dns' || way === 'disputed');
  const joined = joins.map((members) =>
    asked && members.includes('client') ? [...members, 'resolver'] : members,
  );
  const present = new Set(joined.flat());
  const hosts = Object.entries(plans).flatMap(([name, plan]): [string, HostPlan][] => {
    if (!present.has(name)) return [];
    if (plan.byDefaultRoute !== 'drawn') return [[name, plan]];
    const { byDefaultRoute: _, ...rest } = plan;
    return [[name, routes === 'default' ? { ...rest, byDefaultRoute: true } : rest]];
  });
  return { hosts: Object.fromEntries(hosts), networks: joined, way };
}
