import type { FirewallRule } from '../../vocabulary/index.ts';
import {
  concerns,
  countedRules,
  isOutbound,
  namesPort,
  type CountedRule,
} from '../report/rules.ts';
import { purposeOf, type Purpose } from '../report/purpose.ts';
import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

interface RulesMet {
  inbound: CountedRule[];
  outbound: CountedRule[];
  areAllRead: boolean;
  manager: ReturnType<typeof managerOf>;
  /** What the likeliest of those on the way in is for, where that is not the port. */
  purpose?: Purpose;
}

/** The rules that stopped packets while the client tried, the likeliest first; and who keeps them. */
export const rules = observation({
  name: 'rules',
  read: ({ address, disagrees, evidence, port }): RulesMet | undefined => {
    const latest = latestOf(evidence);
    if (latest === undefined) return undefined;
    const { after, before } = evidence.server ?? {};
    // Counters around an attempt that ended otherwise say nothing of this one.
    const counted = disagrees || !before || !after ? [] : countedRules(before, after);
    const ours = counted
      .filter(({ rule }) => concerns(rule, address, port))
      .toSorted(
        (a, b) => weight(b, port) - weight(a, port) || (a.rule.text < b.rule.text ? -1 : 1),
      );
    const inbound = ours.filter(({ rule }) => !isOutbound(rule));
    const [first] = inbound;
    const purpose = first && purposeOf(first.rule, latest.firewall, port);
    return {
      inbound,
      outbound: ours.filter(({ rule }) => isOutbound(rule)),
      areAllRead: latest.root && !latest.missing.some((line) => /^(ip6?tables|nft)/.test(line)),
      manager: managerOf(latest.markers),
      ...(purpose === undefined ? {} : { purpose }),
    };
  },
  tell: ({ areAllRead, inbound, outbound }, connection) => {
    const counted = [...inbound, ...outbound];
    if (counted.length > 0) {
      const changes = counted.map(
        ({ packets, rule }) =>
          `"${rule.text}" (${placeOf(rule)}) counted ${packets} packet${packets === 1 ? '' : 's'}`,
      );
      return `While the client tried, ${changes.join('; ')}.`;
    }
    if (rise(connection) === undefined || !areAllRead) return undefined;
    return 'While the client tried, no rule that drops or rejects counted a packet.';
  },
  identifies: {},
});

/** A rule that names the port before one that takes everything; then by what it counted. */
const weight = ({ rule, packets }: CountedRule, port: number): number =>
  (namesPort(rule, port) === true ? 1e12 : 0) + Math.min(packets, 1e11);

const managerOf = (markers: Record<string, string>): 'ufw' | 'firewalld' | undefined => {
  if (/ENABLED=["']?yes/i.test(markers['ufw'] ?? '')) return 'ufw';
  return markers['firewalld'] === undefined ? undefined : 'firewalld';
};

/** For example `iptables, table filter, chain INPUT`. */
export const placeOf = ({ backend, table, chain }: FirewallRule): string =>
  `${backend}, table ${table}, chain ${chain}`;
