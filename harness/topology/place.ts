import type { HostSpec, LabSpec } from '../engine/engine.ts';
import { believedOf, type Believed } from './believed.ts';
import type { Daemon } from './daemon.ts';
import { daemonsOf } from './daemons.ts';
import { letsInOf, type LetsIn } from './lets-in.ts';
import { networkBlocks } from './network-block.ts';
import type { Firewall, Noise, Point } from './point.ts';
import { random } from './random.ts';
import { routesOf, type Attachment } from './routes.ts';
import type { PlacedService } from './services.ts';
import { shapeAt } from './shape.ts';
import type { HostPlan, IpVersion, Topology, AddressSource } from './topology.ts';

/** Target that the client is configured with. A fault or a remedy may change it. */
export interface Aim {
  scheme: string;
  /** A name, or an address without brackets. */
  host: string;
  port: number;
  path: string;
  /** Over TCP: what the client sends first and the server answers; empty if the server speaks first. */
  says?: string;
  /** False if a WebSocket client answers no ping. */
  pongs?: boolean;
  /** Authorities that the client trusts in addition to the system's, as PEM. */
  ca?: string;
}

/** All that the seed determines about one lab. Addresses are without prefix length. */
export interface Placement {
  lab: LabSpec;
  ipVersion: IpVersion;
  /** Tool that manages a host's own firewall. */
  firewall: Firewall;
  noise: Noise;
  /** How the client gets the target's address, before anything is broken. */
  way: AddressSource;
  /** What the user knows about the target. */
  believed: Believed;
  /** The host that the client should reach. */
  target: string;
  /** First address of each host. */
  addresses: Record<string, string>;
  /** All addresses of each host, network by network in the order of the topology. */
  allAddresses: Record<string, readonly string[]>;
  services: Record<string, PlacedService>;
  /** Programs of hosts besides their services. */
  daemons: Daemon[];
  /** Name of the service, and each host's own name. */
  domain: string;
  ownNames: Record<string, string>;
  /** Records of the resolver: an address for each name. */
  records: Record<string, string>;
  aim: Aim;
  /** What a firewall that blocks the target's port accepts. */
  letsIn: LetsIn;
  /** A port of the target on which nothing listens. */
  unusedPort: number;
  /** An unused address of the target's network. */
  freeAddress: string;
  /** First port of a narrow ephemeral range. */
  narrowRangeStart: number;
  /** Age of certificates, or time since they expired. */
  certificateAgeMs: number;
}

const hostnames =
  'alder aspen beech birch cedar cypress elm fir hazel holly juniper larch linden maple oak olive pine poplar rowan spruce sycamore willow yew'.split(
    ' ',
  );
const domains = ['shop', 'chat', 'feed', 'desk', 'play', 'mail', 'news', 'work'];

const dayMs = 24 * 3600 * 1000;

/** Draws a lab for one case at a point: the same seed, case and point give the same lab, byte for byte. */
export function place(
  topology: Topology,
  target: string,
  seed: string,
  name: string,
  point: Point,
): Placement {
  const { ipVersion, firewall, noise } = point;
  const draw = random(seed, name);
  const { hosts: plans, networks, way } = shapeAt(topology, point);
  const hosts = Object.keys(plans);
  const names = draw.shuffle(hostnames);
  // An inner network has draws of its own, so the client's view is the same with and without it.
  const drawInner = random(seed, `${name} inner`);
  const isInner = networks.map((members) =>
    members.every((host) => host !== 'client' && plans[host]?.role !== 'router'),
  );
  const outer = networkBlocks(draw, isInner.filter((inner) => !inner).length, ipVersion);
  const inner = networkBlocks(drawInner, networks.length, ipVersion).filter(
    ({ subnet }) => !outer.some((taken) => taken.subnet === subnet),
  );
  const blocks = isInner.flatMap((isIn) => (isIn ? inner : outer).shift() ?? []);
  const attached: Record<string, Attachment[]> = {};
  const free: Record<string, string> = {};
  networks.forEach((members, index) => {
    const last = (isInner[index] ? drawInner : draw).distinct(members.length + 1, 2, 251);
    const { subnet = '', address } = blocks[index] ?? {};
    const numbered = (order: number): string => address?.(last[order] ?? 0) ?? '';
    free[`n${index}`] = numbered(members.length);
    members.forEach((host, order) => {
      (attached[host] ??= []).push({ network: `n${index}`, subnet, address: numbered(order) });
    });
  });
  const allAddresses = Object.fromEntries(
    hosts.map((host) => [host, attached[host]?.map(({ address }) => address) ?? []]),
  );
  const addresses = Object.fromEntries(hosts.map((host) => [host, allAddresses[host]?.[0] ?? '']));
  const [port = 0, unusedPort = 0] = draw.distinct(2, 3000, 8999);
  const services = Object.fromEntries(
    hosts.flatMap((host) => {
      const service = plans[host]?.service;
      const address = ipVersion === 4 ? '0.0.0.0' : '::';
      if (service === undefined) return [];
      const upstream =
        service.behind === undefined
          ? {}
          : { upstream: `${bracketed(addresses[service.behind] ?? '')}:${port}` };
      return [[host, { ...service, address, port, ...upstream }]];
    }),
  );
  const { protocol, hostname: targetHost, pathname, search } = new URL(target);
  const zone = `${draw.pick(domains)}.test`;
  const domain = `${names.at(-1)}.${zone}`;
  const targetAddress = addresses[targetHost] ?? '';
  const resolvers = hosts.filter((host) => plans[host]?.role === 'resolver');
  const says = services[targetHost]?.says;
  const aim: Aim = {
    scheme: protocol.slice(0, -1),
    host: way === 'address' ? targetAddress : domain,
    port,
    path: `${pathname}${search}`,
    ...(says === undefined ? {} : { says }),
  };
  const ownNames = Object.fromEntries(
    hosts.map((host, index) => [host, `${names[index]}.${zone}`]),
  );
  const neighbours = hosts.filter(
    (host) => ['server', 'edge'].includes(plans[host]?.role ?? '') && host !== targetHost,
  );
  const targetLine = `${targetAddress} ${domain}`;
  // In drawn order, so the target's line is first no more often than another.
  const allLines = draw.shuffle([
    targetLine,
    ...neighbours.map((host) => `${addresses[host]} ${ownNames[host]}`),
  ]);
  const hostsFileOf = (host: string): string[] => {
    if (way === 'disputed' && host === 'client') return [targetLine];
    return resolvers.length > 0 ? [] : allLines;
  };
  const lab: LabSpec = {
    networks: blocks.map((_, index) => `n${index}`),
    hosts: hosts.map((host, index): HostSpec => {
      return {
        name: host,
        hostname: names[index] ?? host,
        interfaces: (attached[host] ?? []).map(({ network, address }) => ({
          network,
          addresses: [`${address}/${ipVersion === 4 ? 24 : 64}`],
        })),
        routes: routesOf(host, plans, attached),
        hostsFile: hostsFileOf(host),
        resolvers: resolvers.map((resolver) => addresses[resolver] ?? ''),
        sysctls: forwardingOf(plans[host], ipVersion),
      };
    }),
  };
  const [elsewhere = ''] = neighbours.map((host) => addresses[host] ?? '');
  const records = Object.fromEntries([
    [domain, way === 'disputed' ? elsewhere : targetAddress],
    ...hosts.map((host) => [ownNames[host], addresses[host]]),
  ]) as Record<string, string>;
  const narrowRangeStart = draw.integer(20_000, 29_000) * 2;
  const letsIn = letsInOf(point.letsIn, ipVersion, draw);
  const believed = believedOf(point.believed, targetAddress, domain);
  const certificateAgeMs = draw.integer(2 * dayMs, 20 * dayMs);
  return {
    ...{
      lab,
      ipVersion,
      firewall,
      noise,
      way,
      believed,
      target: targetHost,
      addresses,
      allAddresses,
      services,
      aim,
    },
    ...{ domain, ownNames, records, unusedPort, letsIn, narrowRangeStart, certificateAgeMs },
    daemons: daemonsOf(plans, { ownNames, records, origin: `${bracketed(targetAddress)}:${port}` }),
    freeAddress: free[attached[targetHost]?.[0]?.network ?? ''] ?? '',
  };
}

/**
 * A router forwards packets of both IP versions; a host that forwards a port does so for one only, because an IPv6
 * router announces itself to its neighbours (RFC 4291, 2.8).
 */
const forwardingOf = (plan: HostPlan | undefined, ipVersion: IpVersion): Record<string, string> => {
  const isRouter = plan?.role === 'router';
  const forwards = plan?.service?.program === 'port-forward';
  return {
    ...(isRouter || (forwards && ipVersion === 4) ? { 'net.ipv4.ip_forward': '1' } : {}),
    ...(isRouter || (forwards && ipVersion === 6) ? { 'net.ipv6.conf.all.forwarding': '1' } : {}),
  };
};

/** A host as written in a URL (RFC 3986, 3.2.2). */
export const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export const urlOf = ({ scheme, host, port, path }: Aim): string =>
  `${scheme}://${bracketed(host)}:${port}${path}`;
