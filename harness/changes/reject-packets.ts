import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** `icmp-port-unreachable` is what iptables does by default; `tcp-reset` is what `ufw reject` does. */
export type RejectWith = 'icmp-port-unreachable' | 'tcp-reset';

/** A host's own firewall answers what comes in for the target's port (iptables-extensions(8)). */
export function rejectPackets<const H extends string>(on: H, rejectWith: RejectWith): Change<H> {
  const rule = (port: number): string =>
    `-p tcp --dport ${port} -j REJECT --reject-with ${rejectWith}`;
  return {
    verb: 'rejectPackets',
    on,
    says: `the firewall of the host answers packets to the port with ${rejectWith}`,
    apply: ({ aim }) => [insertRule(on, 'INPUT', rule(aim.port))],
    undo: ({ aim }) => [deleteRule(on, 'INPUT', rule(aim.port))],
  };
}
