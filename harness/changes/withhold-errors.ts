import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rules = {
  4: '-p icmp --icmp-type destination-unreachable -j DROP',
  6: '-p ipv6-icmp --icmpv6-type destination-unreachable -j DROP',
};

/** A router keeps to itself that it cannot deliver a packet, as many are set to (`no ip unreachables`). */
export const withholdErrors = <const H extends string>(on: H): Change<H> => ({
  verb: 'withholdErrors',
  on,
  says: 'the router does not say what it cannot deliver',
  apply: ({ ipVersion }) => [insertRule(on, 'OUTPUT', rules[ipVersion], ipVersion)],
  undo: ({ ipVersion }) => [deleteRule(on, 'OUTPUT', rules[ipVersion], ipVersion)],
});
