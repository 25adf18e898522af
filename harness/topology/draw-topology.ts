import type { Random } from './random.ts';
import type { HostPlan, Topology, Way } from './topology.ts';

/** A topology of which nothing is left to draw but numbers and names. */
export interface Drawn {
  hosts: Record<string, HostPlan>;
  networks: readonly (readonly string[])[];
  way: Way;
}

/**
 * Draws what a topology leaves open. It takes as many draws whatever there is to choose from, so that
 * all that is drawn later is the same for two topologies of which the same was drawn.
 */
export function drawTopology(topology: Topology, draw: Random): Drawn {
  const { hosts: plans, networks, otherwise = [] } = topology;
  const hasResolver = networks.flat().some((host) => plans[host]?.role === 'resolver');
  const usual: readonly Way[] = hasResolver ? ['dns'] : ['address', 'hosts-file'];
  const layout = draw.pick([networks, ...otherwise]);
  const way = draw.pick(topology.ways ?? usual);
  const byDefaultRoute = draw.pick([true, false]);
  const asked = !hasResolver && (way === 'dns' || way === 'disputed');
  const joined = layout.map((members) =>
    asked && members.includes('client') ? [...members, 'resolver'] : members,
  );
  const present = new Set(joined.flat());
  const hosts = Object.entries(plans).flatMap(([name, plan]): [string, HostPlan][] => {
    if (!present.has(name)) return [];
    if (plan.byDefaultRoute !== 'drawn') return [[name, plan]];
    const { byDefaultRoute: _, ...rest } = plan;
    return [[name, byDefaultRoute ? { ...rest, byDefaultRoute } : rest]];
  });
  return { hosts: Object.fromEntries(hosts), networks: joined, way };
}
