import type { FoundContainer } from '../engine/containers.ts';
import { FaultNotPossible } from '../errors.ts';
import type { Aim } from '../topology/place.ts';
import type { IpVersion } from '../topology/topology.ts';
import type { FaultStanding } from './fault.ts';
import { isOverIpv6 } from './ip-versions.ts';

/** A connection, as known before the standing is chosen. */
export interface TargetConnection {
  target: FoundContainer;
  port: number;
  from?: FoundContainer | undefined;
  /** The machine on which ports are published, as reachable from this one. */
  publishedOn: string;
  /** IP version of the client's connection; undefined for whichever is available. */
  ipVersion?: IpVersion | undefined;
  aim: Pick<Aim, 'scheme' | 'path' | 'says' | 'ca'>;
}

/**
 * The container's address on a network shared with `from`, or on any of its networks; networks on which it has an
 * alias come first. The order in which an engine lists networks means nothing.
 */
export function placeIn(
  target: FoundContainer,
  from: FoundContainer | undefined,
  ipVersion: IpVersion | undefined,
): { address: string; names: readonly string[] } | undefined {
  const shared = Object.entries(target.networks).flatMap(([name, { addresses, names }]) => {
    const address = ipVersion === undefined ? (addresses[4] ?? addresses[6]) : addresses[ipVersion];
    const isShared = from === undefined || name in from.networks;
    // A name may resolve to either IP version.
    return address !== undefined && isShared
      ? [{ address, names: ipVersion === undefined ? names : [] }]
      : [];
  });
  return shared.find(({ names }) => names.length > 0) ?? shared[0];
}

/** What the client connects to. Throws `FaultNotPossible` if the client cannot reach it. */
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

/** The published TCP ports of a container. */
export const portsText = ({ published }: FoundContainer): string =>
  Object.keys(published).join(', ') || 'none';

const byIpv4 = (publishedOn: string): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_NO_ADDRESS',
    what: `The mapped port is looked at on ${publishedOn}, and no client comes there by IPv6.`,
    next: "leave { ipVersion } out, or stand at the gate: { standing: 'gate' }",
  });
