import type { Openness } from './point.ts';
import type { Random } from './random.ts';
import type { IpVersion } from './topology.ts';

/** TCP ports that a firewall lets in. It discards all else, and lets ping in unless `from` is there. */
export interface ListedPorts {
  ports: readonly number[];
  /** The only network that is let in, as iptables(8) takes it; a client of a lab is never in it. */
  from?: string;
}

/** What a firewall lets in that stops the target's port; `all`: it stops that port alone. */
export type LetsIn = 'all' | ListedPorts;

/** Documentation addresses (RFC 5737, RFC 3849), which no host has. */
const administrators = { 4: '203.0.113.0/24', 6: '2001:db8:113::/48' };

/** One port closed, a few open, or none for the client; a port for administration is drawn. */
export function letsInOf(openness: Openness, ipVersion: IpVersion, draw: Random): LetsIn {
  const administration = draw.integer(10_000, 19_999);
  return {
    others: 'all' as const,
    // Logins, web sites, and one for administration.
    listed: { ports: [22, 80, 443, administration] },
    nobody: { ports: [22, administration], from: administrators[ipVersion] },
  }[openness];
}

/** Whether a client gets no answer to anything from a host behind such a firewall. */
export const answersNothing = (letsIn: LetsIn): boolean =>
  letsIn !== 'all' && letsIn.from !== undefined;
