import type { NetworkMap } from '../../topology/network-map.ts';
import type { Sighting } from '../../witness/merge-captures.ts';
import { inOrderOfPath } from '../network/layout.ts';

/** A lifeline of a ladder: a host, or an address that no host of the map has. */
export interface Lifeline {
  name: string;
  addresses: readonly string[];
}

export interface Lifelines {
  all: readonly Lifeline[];
  /** Those of the hosts on which packets were captured. */
  client: number;
  server: number;
  /** The lane of an address; a loopback address is of the host that captured it. */
  of(address: string, at: Sighting['at']): number;
  /** The lane of a host of the map. */
  named(host: string): number;
}

/** A ladder has at most 24 lanes: these hosts, unknown addresses, and one lane for all others. */
const mostHosts = 18;
const mostStrangers = 4;
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** Without a map in the log: the client first, the server last, other addresses between them. */
function lanesOfAddresses(spoken: readonly string[], server: string | undefined): Lifeline[] {
  const others = spoken.filter((address) => address !== server);
  const hosts = server !== undefined && spoken.includes(server) ? [...others, server] : others;
  return hosts.map((address, index) => ({
    name: address === server ? 'server' : index > 0 ? 'other' : server ? 'client' : '',
    addresses: [address],
  }));
}

/**
 * The lanes of a ladder in the order of the path: all hosts of the map, also those that saw no packet, then the
 * addresses of no host.
 */
export function lanesOf(
  sightings: readonly Sighting[],
  map: NetworkMap | undefined,
  server: string | undefined,
): Lifelines {
  const all = sightings.flatMap(({ packet }) => [packet.source, packet.destination]);
  const spoken = [...new Set(all)].filter((address) => !isLoopback(address));
  const hosts = map ? inOrderOfPath(map).map(laneOfHost) : lanesOfAddresses(spoken, server);
  const known = hosts.slice(0, mostHosts);
  const strange = spoken.filter(
    (address) => !known.some((lane) => lane.addresses.includes(address)),
  );
  const shown = strange.slice(0, mostStrangers).map((address) => ({
    name: 'no host',
    addresses: [address],
  }));
  const rest = strange.length > mostStrangers ? [{ name: 'others', addresses: [] }] : [];
  const lanes: Lifeline[] = [...known, ...shown, ...rest];
  const last = Math.max(0, known.length - 1);
  const named = (host: string): number => lanes.findIndex(({ name }) => name === host);
  const client = Math.max(0, named('client'));
  const ofServer = lanes.findIndex(
    ({ addresses }) => server !== undefined && addresses.includes(server),
  );
  const serverLane = ofServer >= 0 ? ofServer : named('server') >= 0 ? named('server') : last;
  return {
    ...{ all: lanes, client, server: serverLane, named },
    of(address, at) {
      if (isLoopback(address)) return at === 'server' ? serverLane : client;
      const found = lanes.findIndex(({ addresses }) => addresses.includes(address));
      return found < 0 ? lanes.length - 1 : found;
    },
  };
}

const laneOfHost = ({ name, on }: NetworkMap[number]): Lifeline => ({
  name,
  addresses: on.flatMap(({ address }) => (address === undefined ? [] : [address])),
});
