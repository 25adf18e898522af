import type { NetworkMap } from '../../topology/network-map.ts';
import type { Sighting } from '../../witness/merge-captures.ts';
import { inOrderOfPath } from '../network/layout.ts';

/** A lifeline of a ladder: a host, or an address of no host on the map. */
export interface Lifeline {
  name: string;
  addresses: readonly string[];
}

export interface Lifelines {
  all: readonly Lifeline[];
  /** Lanes of the capturing hosts. */
  client: number;
  server: number;
  /** The lane of an address; a loopback address belongs to the host that captured it. */
  of(address: string, at: Sighting['at']): number;
  /** The lane of a host on the map. */
  named(host: string): number;
}

/** At most 24 lanes: these hosts, unknown addresses, and one lane for all others. */
const mostHosts = 18;
const mostStrangers = 4;
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** Lanes for logs without a map: client first, server last, other addresses between. */
function lanesOfAddresses(spoken: readonly string[], server: string | undefined): Lifeline[] {
  const others = spoken.filter((address) => address !== server);
  const hosts = server !== undefined && spoken.includes(server) ? [...others, server] : others;
  return hosts.map((address, index) => ({
    name: address === server ? 'server' : index > 0 ? 'other' : server ? 'client' : '',
    addresses: [address],
  }));
}

/**
 * The lanes of a ladder in path order: all hosts of the map, including those without packets, then unknown addresses.
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
