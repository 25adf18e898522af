import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import {
  concerns,
  countedRules,
  isOutbound,
  namesPort,
  stops,
  type CountedRule,
} from '../report/rules.ts';
import { rulesFor } from '../report/rules-for.ts';
import { mappedBy } from '../report/sets.ts';
import { isInvalid, purposeOf, type Purpose } from '../report/purpose.ts';
import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

export interface RulesMet {
  inbound: CountedRule[];
  outbound: CountedRule[];
  areAllRead: boolean;
  /** A rule of the server could have answered with a reset or an ICMP error. */
  mayReject: boolean;
  /** A rule of the server could have discarded what came in. */
  mayDiscard: boolean;
  manager: ReturnType<typeof managerOf>;
  /** Purpose of the likeliest inbound rule, if that is not the port. */
  purpose?: Purpose;
}

/** Rules that stopped packets while the client tried, the likeliest first; and the firewall manager. */
export const rules = observation({
  name: 'rules',
  read: ({ address, disagrees, evidence, port }): RulesMet | undefined => {
    const latest = latestOf(evidence);
    if (latest === undefined) return undefined;
    const { after, before } = evidence.server ?? {};
    // If the plain client's attempt ended differently, the counters say nothing about it.
    const counted = disagrees || !before || !after ? [] : countedRules(before, after);
    const met = rulesFor(latest.firewall, { address, own: evidence.sources, port });
    const ours = counted
      .filter(({ rule }) => concerns(rule, address, port))
      .filter(({ rule }) => met.includes(rule))
      .toSorted(
        (a, b) => weight(b, port) - weight(a, port) || (a.rule.text < b.rule.text ? -1 : 1),
      );
    const inbound = ours.filter(({ rule }) => !isOutbound(rule));
    const [first] = inbound;
    const areAllRead = allRead(latest);
    const purposes = new Set(
      (first === undefined ? uncounted(met, address, port) : [first.rule]).map((rule) =>
        purposeOf(rule, latest.firewall, port),
      ),
    );
    const [sole] = purposes;
    // A rule without a counter may ban other clients; banned-client judges that.
    const purpose = purposes.size === 1 && (first || sole === 'limit') ? sole : undefined;
    return {
      inbound,
      outbound: ours.filter(({ rule }) => isOutbound(rule)),
      areAllRead,
      mayReject: !areAllRead || met.some((rule) => rejects(rule, address, port)),
      mayDiscard: !areAllRead || met.some((rule) => discards(rule, address, port)),
      manager: managerOf(latest),
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

/** Rules without a counter that could stop the SYN. */
const uncounted = (met: readonly FirewallRule[], address: string, port: number): FirewallRule[] =>
  met.filter(
    (rule) =>
      stops(rule) &&
      rule.packets === undefined &&
      rule.hook === 'input' &&
      concerns(rule, address, port) &&
      !isInvalid(rule),
  );

/** Rules that name the port rank before general ones; then by packets counted. */
const weight = ({ rule, packets }: CountedRule, port: number): number =>
  (namesPort(rule, port) === true ? 1e12 : 0) + Math.min(packets, 1e11);

const rejects = (rule: FirewallRule, address: string, port: number): boolean =>
  rule.verdict === 'reject' && !isOutbound(rule) && concerns(rule, address, port);

const mayMapToDrop = /^(?!.*\bct state vmap).*\bvmap (?:@|\{[^}]*: drop\b)/;

/** A verdict map that drops, or whose elements are not known (nft(8), VERDICT MAPS). */
const mapsToDrop = (rule: FirewallRule, port: number): boolean => {
  if (!mayMapToDrop.test(rule.text)) return false;
  const found = mappedBy(rule, port);
  return found === undefined || (found !== 'nothing' && found.to === 'drop');
};

/** Packets may also end in a userspace queue or in SYNPROXY (nft(8), QUEUE and SYNPROXY). */
const discards = (rule: FirewallRule, address: string, port: number): boolean =>
  (rule.verdict === 'drop' ||
    /\b(?:queue|synproxy)\b/i.test(rule.text) ||
    mapsToDrop(rule, port)) &&
  !isOutbound(rule) &&
  rule.hook !== 'forward' &&
  concerns(rule, address, port);

/** Whether the report has all rules. A missing tool has set none; one of the three shows those of the kernel. */
export const allRead = ({ missing, root }: Snapshot): boolean => {
  const unread = missing.filter((line) => /^(ip6?tables|nft)/.test(line));
  const isAbsent = (line: string): boolean => line.endsWith('is not installed');
  return root && unread.every(isAbsent) && unread.length < 3;
};

/** Debian's unit starts firewalld without a pid file (--nopid). */
const managerOf = ({ firewall, markers, processes }: Snapshot): 'ufw' | 'firewalld' | undefined => {
  if (/ENABLED=["']?yes/i.test(markers['ufw'] ?? '')) return 'ufw';
  const runs =
    markers['firewalld'] !== undefined ||
    processes.some(({ command }) => command === 'firewalld') ||
    firewall.some(({ table }) => table === 'inet firewalld');
  return runs ? 'firewalld' : undefined;
};

/** For example `iptables, table filter, chain INPUT`. */
export const placeOf = ({ backend, table, chain }: FirewallRule): string =>
  `${backend}, table ${table}, chain ${chain}`;
