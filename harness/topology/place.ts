import type { HostSpec, LabSpec } from '../engine/engine.ts';
import { daemonsOf, type Daemon } from './daemons.ts';
import { random } from './random.ts';
import { subnets } from './subnets.ts';
import type { HostPlan, Service, Topology } from './topology.ts';

/** What the client is set to connect to. A fault may change it, and so may a remedy. */
export interface Aim {
  scheme: string;
  host: string;
  port: number;
  path: string;
}

export interface PlacedService extends Service {
  address: string;
  port: number;
}

/** Everything that the seed decides about one lab. */
export interface Placement {
  lab: LabSpec;
  /** First IPv4 address of each host, without prefix length. */
  addresses: Record<string, string>;
  services: Record<string, PlacedService>;
  /** What hosts run beside their service. */
  daemons: Daemon[];
  /** The name of the service, and the name that each host has of its own. */
  domain: string;
  ownNames: Record<string, string>;
  /** What a resolver answers: an address for each of these names. */
  records: Record<string, string>;
  aim: Aim;
  /** A port of the target on which nothing listens. */
  unusedPort: number;
  /** An address of the target's network that no host has. */
  freeAddress: string;
  /** First port of a narrow ephemeral range. */
  narrowRangeStart: number;
}

const hostnames =
  'alder aspen beech birch cedar cypress elm fir hazel holly juniper larch linden maple oak olive pine poplar rowan spruce sycamore willow yew'.split(
    ' ',
  );
const domains = ['shop', 'chat', 'feed', 'desk', 'play', 'mail', 'news', 'work'];

type Attachment = { network: string; subnet: string; address: string };

/** Networks that a host is not on itself, each with the router that is the next step to it. */
function routes(
  name: string,
  plans: Record<string, HostPlan>,
  attached: Record<string, Attachment[]>,
): string[] {
  const seen = new Set(attached[name]?.map(({ network }) => network));
  const found: string[] = [];
  let frontier = (attached[name] ?? []).map(({ network }) => ({ network, via: '' }));
  while (frontier.length > 0) {
    frontier = frontier.flatMap(({ network, via }) =>
      Object.keys(plans)
        .filter((other) => other !== name && plans[other]?.role === 'router')
        .flatMap((other) => {
          const here = attached[other]?.find((one) => one.network === network);
          const next = (attached[other] ?? []).filter((one) => here && !seen.has(one.network));
          return next.map((one) => {
            seen.add(one.network);
            const gateway = via || (here?.address ?? '');
            found.push(`${one.subnet}.0/24 via ${gateway}`);
            return { network: one.network, via: gateway };
          });
        }),
    );
  }
  return found;
}

/** Draws a lab for one case: the same seed and case give the same lab, byte for byte. */
export function place(topology: Topology, target: string, seed: number, name: string): Placement {
  const draw = random(seed, name);
  const plans = topology.hosts as Record<string, HostPlan>;
  const hosts = Object.keys(plans);
  const names = draw.shuffle(hostnames);
  const blocks = subnets(draw, topology.networks.length);
  const attached: Record<string, Attachment[]> = {};
  const free: Record<string, string> = {};
  topology.networks.forEach((members, index) => {
    const last = draw.shuffle([...Array(250).keys()].map((value) => value + 2));
    const subnet = blocks[index] ?? '';
    free[`n${index}`] = `${subnet}.${last[members.length]}`;
    members.forEach((host, order) => {
      (attached[host] ??= []).push({
        network: `n${index}`,
        subnet,
        address: `${subnet}.${last[order]}`,
      });
    });
  });
  const addresses = Object.fromEntries(
    hosts.map((host) => [host, attached[host]?.[0]?.address ?? '']),
  );
  const [port = 0, unusedPort = 0] = draw
    .shuffle([...Array(6000).keys()])
    .map((value) => value + 3000);
  const services = Object.fromEntries(
    hosts.flatMap((host) => {
      const service = plans[host]?.service;
      return service ? [[host, { ...service, address: '0.0.0.0', port }]] : [];
    }),
  );
  const { protocol, hostname: targetHost, pathname } = new URL(target);
  const domain = `${draw.pick(domains)}.test`;
  const targetAddress = addresses[targetHost] ?? '';
  const resolvers = hosts.filter((host) => plans[host]?.role === 'resolver');
  const drawnHost = draw.pick([targetAddress, domain]);
  const aim: Aim = {
    scheme: protocol.slice(0, -1),
    host: resolvers.length > 0 ? domain : drawnHost,
    port,
    path: pathname,
  };
  const lab: LabSpec = {
    networks: blocks.map((_, index) => `n${index}`),
    hosts: hosts.map((host, index): HostSpec => {
      const isRouter = plans[host]?.role === 'router';
      return {
        name: host,
        hostname: names[index] ?? host,
        interfaces: (attached[host] ?? []).map(({ network, address }) => ({
          network,
          addresses: [`${address}/24`],
        })),
        routes: routes(host, plans, attached),
        hostsFile: resolvers.length > 0 ? [] : [`${targetAddress} ${domain}`],
        resolvers: resolvers.map((resolver) => addresses[resolver] ?? ''),
        sysctls: isRouter ? { 'net.ipv4.ip_forward': '1' } : {},
      };
    }),
  };
  const ownNames = Object.fromEntries(
    hosts.map((host, index) => [host, `${names[index]}.${domain}`]),
  );
  const records = Object.fromEntries([
    [domain, targetAddress],
    ...hosts.map((host) => [ownNames[host], addresses[host]]),
  ]) as Record<string, string>;
  const narrowRangeStart = draw.integer(20_000, 29_000) * 2;
  return {
    ...{ lab, addresses, services, aim, domain, ownNames, records, unusedPort, narrowRangeStart },
    daemons: daemonsOf(plans, { ownNames, records, origin: `${targetAddress}:${port}` }),
    freeAddress: free[attached[targetHost]?.[0]?.network ?? ''] ?? '',
  };
}

export const urlOf = ({ scheme, host, port, path }: Aim): string =>
  `${scheme}://${host}:${port}${path}`;
