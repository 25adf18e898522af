import type { Openness } from './point.ts';
import type { Random } from './random.ts';
import type { IpVersion } from './topology.ts';

/** TCP ports that a firewall accepts. It drops everything else, but accepts ping unless `from` is set. */
export interface ListedPorts {
  ports: readonly number[];
  /** The only source network accepted, as iptables(8) takes it. No client of a lab is in it. */
  from?: string;
}

/** What a firewall that blocks the target's port accepts; `all`: everything but that port. */
export type LetsIn = 'all' | ListedPorts;

/** Documentation prefixes (RFC 5737, RFC 3849); no host of a lab has such an address. */
const administrators = { 4: '203.0.113.0/24', 6: '2001:db8:113::/48' };

/**
 * Draws what a firewall accepts: all but one port, a few ports, or none for the client. The administration port is
 * drawn.
 */
export function letsInOf(openness: Openness, ipVersion: IpVersion, draw: Random): LetsIn {
  const administration = draw.integer(10_000, 19_999);
  return {
    others: 'all' as const,
    // SSH, web, and a port for administration.
    listed: { ports: [22, 80, 443, administration] },
    nobody: { ports: [22, administration], from: administrators[ipVersion] },
  }[openness];
}

/** Whether a client gets no answer at all from a host behind such a firewall. */
export const answersNothing = (letsIn: LetsIn): boolean =>
  letsIn !== 'all' && letsIn.from !== undefined;
