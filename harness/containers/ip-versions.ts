import { isIP } from 'node:net';
import type { Change, Step } from '../changes/index.ts';
import { deleteRule, insertRule } from '../changes/firewall-rule.ts';
import type { FoundContainer } from '../engine/containers.ts';
import type { Placement } from '../topology/place.ts';
import type { IpVersion } from '../topology/topology.ts';

/** IP versions of the container's addresses on all its networks. Rules are made for each. */
export function ipVersionsOf({ networks }: Pick<FoundContainer, 'networks'>): IpVersion[] {
  const all = Object.values(networks);
  const found = ([4, 6] as const).filter((version) =>
    all.some(({ addresses }) => addresses[version] !== undefined),
  );
  return found.length > 0 ? found : [4];
}

export const isOverIpv6 = ({ host }: { host: string }): boolean => isIP(host) === 6;

/**
 * Applies a change at each of these IP versions; steps that are equal for all, such as starting a program, run once.
 */
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
 * ICMP errors that a client sees as EHOSTUNREACH over either IP version (icmp(7); Linux, net/ipv6/icmp.c,
 * icmpv6_err_convert). Over IPv6 the "prohibited" codes become EACCES.
 */
const errors = { 4: 'icmp-admin-prohibited', 6: 'icmp6-addr-unreachable' } as const;

const rule = ({ aim, ipVersion }: Placement): string =>
  `-p tcp --dport ${aim.port} -j REJECT --reject-with ${errors[ipVersion]}`;

/** Answers packets to the port with an ICMP error: unreachable. */
export const sayUnreachable: Change = {
  ...{ verb: 'sayUnreachable', on: 'server' },
  says: 'packets to the port are answered with an ICMP error: out of reach',
  apply: (placement) => [insertRule('server', 'INPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule('server', 'INPUT', rule(placement), placement.ipVersion)],
};
