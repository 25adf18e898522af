import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** Names of the replies in iptables and ip6tables (iptables-extensions(8), REJECT). */
const answers = {
  'port-unreachable': { 4: 'icmp-port-unreachable', 6: 'icmp6-port-unreachable' },
  'admin-prohibited': { 4: 'icmp-admin-prohibited', 6: 'icmp6-adm-prohibited' },
  'host-prohibited': { 4: 'icmp-host-prohibited', 6: 'icmp6-adm-prohibited' },
};

const rule = ({ addresses, aim, ipVersion, target }: Placement, by: keyof typeof answers): string =>
  `-d ${addresses[target]} -p tcp --dport ${aim.port} -j REJECT --reject-with ${answers[by][ipVersion]}`;

/** A router rejects packets to the target's port with an ICMP error. */
export const rejectInFront = <const H extends string>(
  on: H,
  by: keyof typeof answers,
): Change<H> => ({
  verb: 'rejectInFront',
  on,
  says: `the router answers packets to the port with ${by}`,
  apply: (placement) => [insertRule(on, 'FORWARD', rule(placement, by), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'FORWARD', rule(placement, by), placement.ipVersion)],
});
