import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** `icmp-port-unreachable` is what iptables does by default; `tcp-reset` is what `ufw reject` does. */
export type RejectWith = 'icmp-port-unreachable' | 'tcp-reset';

/** A host's own firewall answers what comes in for the target's port (iptables-extensions(8)). */
export function rejectPackets<const H extends string>(on: H, rejectWith: RejectWith): Change<H> {
  const rule = ({ aim, ipVersion }: Placement): string => {
    const answer = ipVersion === 6 ? rejectWith.replace('icmp-', 'icmp6-') : rejectWith;
    return `-p tcp --dport ${aim.port} -j REJECT --reject-with ${answer}`;
  };
  return {
    verb: 'rejectPackets',
    on,
    says: `the firewall of the host answers packets to the port with ${rejectWith}`,
    apply: (placement) => [insertRule(on, 'INPUT', rule(placement), placement.ipVersion)],
    undo: (placement) => [deleteRule(on, 'INPUT', rule(placement), placement.ipVersion)],
  };
}
