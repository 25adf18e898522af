import { isIP } from 'node:net';
import type { Change, Step } from '../changes/index.ts';
import { deleteRule, insertRule } from '../changes/firewall-rule.ts';
import type { FoundContainer } from '../engine/containers.ts';
import type { Placement } from '../topology/place.ts';
import type { IpVersion } from '../topology/topology.ts';

/** The IP versions of the addresses that a container has on any of its networks: rules are made for each. */
export function ipVersionsOf({ networks }: Pick<FoundContainer, 'networks'>): IpVersion[] {
  const all = Object.values(networks);
  const found = ([4, 6] as const).filter((version) =>
    all.some(({ addresses }) => addresses[version] !== undefined),
  );
  return found.length > 0 ? found : [4];
}

export const isOverIpv6 = ({ host }: { host: string }): boolean => isIP(host) === 6;

/** A change at each of these IP versions; what is one for them all, as a program is, is done once. */
export function overEach(versions: readonly IpVersion[], change: Change): Change {
  const stepsOf = (steps: (at: Placement) => Step[], placement: Placement): Step[] => {
    const all = versions.flatMap((ipVersion) => steps({ ...placement, ipVersion }));
    return [...new Map(all.map((step) => [JSON.stringify(step), step])).values()];
  };
  return {
    ...change,
    apply: (placement) => stepsOf(change.apply, placement),
    undo: (placement) => stepsOf(change.undo, placement),
  };
}

/**
 * ICMP errors of which a client sees EHOSTUNREACH by either IP version (icmp(7); Linux, net/ipv6/icmp.c,
 * icmpv6_err_convert). What says "prohibited" over IPv6 is EACCES.
 */
const errors = { 4: 'icmp-admin-prohibited', 6: 'icmp6-addr-unreachable' } as const;

const rule = ({ aim, ipVersion }: Placement): string =>
  `-p tcp --dport ${aim.port} -j REJECT --reject-with ${errors[ipVersion]}`;

/** Packets to the port are answered with an ICMP error which says that it is out of reach. */
export const sayUnreachable: Change = {
  ...{ verb: 'sayUnreachable', on: 'server' },
  says: 'packets to the port are answered with an ICMP error: out of reach',
  apply: (placement) => [insertRule('server', 'INPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule('server', 'INPUT', rule(placement), placement.ipVersion)],
};
