import type { FoundContainer } from '../engine/containers.ts';
import { FaultNotPossible } from '../errors.ts';
import type { Aim } from '../topology/place.ts';
import type { IpVersion } from '../topology/topology.ts';
import type { FaultStanding } from './fault.ts';
import { isOverIpv6 } from './ip-versions.ts';

/** What of a connection is known before it is decided where to stand. */
export interface TargetConnection {
  target: FoundContainer;
  port: number;
  from?: FoundContainer | undefined;
  /** The machine on which ports are published, as this one reaches it. */
  publishedOn: string;
  /** By which the client is to come; whichever is there, where it is open. */
  ipVersion?: IpVersion | undefined;
  aim: Pick<Aim, 'scheme' | 'path' | 'says' | 'ca'>;
}

/**
 * Where a container is on a network of another one, or on any of its own: where it has an alias, if it has. The order
 * in which an engine tells networks says nothing.
 */
export function placeIn(
  target: FoundContainer,
  from: FoundContainer | undefined,
  ipVersion: IpVersion | undefined,
): { address: string; names: readonly string[] } | undefined {
  const shared = Object.entries(target.networks).flatMap(([name, { addresses, names }]) => {
    const address = ipVersion === undefined ? (addresses[4] ?? addresses[6]) : addresses[ipVersion];
    const isShared = from === undefined || name in from.networks;
    // By a name the client may come by either version.
    return address !== undefined && isShared
      ? [{ address, names: ipVersion === undefined ? names : [] }]
      : [];
  });
  return shared.find(({ names }) => names.length > 0) ?? shared[0];
}

/** What the client connects to. Throws `FaultNotPossible` where it cannot come there. */
export function placeOf(
  wanted: TargetConnection,
  standing: FaultStanding,
): { host: string; port: number } {
  const { target, port, from, publishedOn, ipVersion } = wanted;
  if (standing === 'mapped-port') {
    if (ipVersion === 6 && !isOverIpv6({ host: publishedOn })) throw byIpv4(publishedOn);
    return { host: publishedOn, port: publishedPort(wanted, standing).port };
  }
  const its = placeIn(target, from, ipVersion);
  if (its === undefined && ipVersion !== undefined && placeIn(target, from, undefined)) {
    throw new FaultNotPossible({
      code: 'FAULT_NO_ADDRESS',
      what: `${target.name} has no IPv${ipVersion} address there, so no client comes to it by IPv${ipVersion}.`,
      next: `start it on a network with IPv${ipVersion}${ipVersion === 6 ? ' (docker network create --ipv6)' : ''}; the gate has one: { standing: 'gate' }`,
    });
  }
  if (its === undefined) {
    throw new FaultNotPossible({
      code: 'FAULT_NO_WAY',
      what: `${from?.name} and ${target.name} are on no network together, so no connection between them can be broken.`,
      evidence: [from, target].flatMap((one) =>
        one === undefined ? [] : [`${one.name}: ${Object.keys(one.networks).join(', ') || 'none'}`],
      ),
      next: 'start both with .withNetwork(network)',
    });
  }
  return { host: (from && its.names[0]) ?? its.address, port };
}

export function publishedPort(
  { target, port }: TargetConnection,
  standing: FaultStanding,
): { host: string; port: number } {
  const published = target.published[port];
  if (published !== undefined) return published;
  throw new FaultNotPossible({
    code: 'FAULT_NOT_PUBLISHED',
    what: `Port ${port} of ${target.name} is not published, and ${standing} stands in front of a published port.`,
    evidence: [`published: ${portsText(target)}`],
    next: `.withExposedPorts(${port}), or give { from } a container of the same network`,
  });
}

/** TCP ports of a container that are published. */
export const portsText = ({ published }: FoundContainer): string =>
  Object.keys(published).join(', ') || 'none';

const byIpv4 = (publishedOn: string): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_NO_ADDRESS',
    what: `The mapped port is looked at on ${publishedOn}, and no client comes there by IPv6.`,
    next: "leave { ipVersion } out, or stand at the gate: { standing: 'gate' }",
  });
