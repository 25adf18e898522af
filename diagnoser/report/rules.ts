import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import { isIpv6 } from './addresses.ts';
import { elementsOf, portsInclude } from './sets.ts';

export interface CountedRule {
  rule: FirewallRule;
  /** Packets matched between the two snapshots. */
  packets: number;
}

/** Rules and policies that drop or reject, and counted packets between the snapshots. */
export const countedRules = (before: Snapshot, after: Snapshot): CountedRule[] => {
  return [...roseBetween(before, after)].flatMap(([rule, packets]) =>
    stops(rule) ? [{ rule, packets }] : [],
  );
};

/**
 * Rules and policies of the later snapshot that counted packets since the earlier one, with the number of packets.
 */
export const roseBetween = (before: Snapshot, after: Snapshot): Map<FirewallRule, number> => {
  const earlier = keyed(before.firewall);
  return new Map(
    [...keyed(after.firewall)].flatMap(([key, rule]): [FirewallRule, number][] => {
      const packets = (rule.packets ?? 0) - (earlier.get(key)?.packets ?? 0);
      return packets > 0 ? [[rule, packets]] : [];
    }),
  );
};

export const stops = ({ verdict }: FirewallRule): boolean =>
  verdict === 'drop' || verdict === 'reject';

/** Keys rules by text and occurrence, since a chain may have the same rule twice. */
const keyed = (rules: readonly FirewallRule[]): Map<string, FirewallRule> => {
  const times = new Map<string, number>();
  return new Map(
    rules.map((rule) => {
      const words = JSON.stringify([rule.backend, rule.table, rule.chain, rule.kind, rule.text]);
      const time = times.get(words) ?? 0;
      times.set(words, time + 1);
      return [`${time} ${words}`, rule];
    }),
  );
};

/** Whether the rule could match a TCP packet of this connection; true if unsure. */
export const concerns = (rule: FirewallRule, address: string, port: number): boolean => {
  const ipv6 = isIpv6(address);
  if (rule.backend.startsWith(ipv6 ? 'iptables' : 'ip6tables')) return false;
  if (rule.backend === 'nft' && rule.table.startsWith(ipv6 ? 'ip ' : 'ip6 ')) return false;
  const words = rule.text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if (words.includes(`meta nfproto ${ipv6 ? 'ipv4' : 'ipv6'}`)) return false;
  const protocol = / -p (\S+)/.exec(words)?.[1] ?? /^(udp|icmp\S*|sctp)\b/.exec(words)?.[1];
  if (protocol !== undefined && !['tcp', '6', 'all', '0'].includes(protocol)) return false;
  return namesPort(rule, port) !== false;
};

/** Whether the rule matches this destination port; undefined if it names no port. */
export const namesPort = (rule: FirewallRule, port: number): boolean | undefined => {
  const words = rule.text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const [, iptablesNot, iptablesPorts] = /(! )?--dports? ([\d,:]+)/.exec(words) ?? [];
  const [, nftNot, nftPorts] = /\bdport (!= )?(\{[^}]*\}|[\d-]+)/.exec(words) ?? [];
  const list = iptablesPorts ?? nftPorts;
  if (list === undefined) return namesPortBySet(rule, words, port);
  const inside = list
    .replace(/[{}\s]/g, '')
    .split(',')
    .some((part) => {
      const [first = Number.NaN, last = first] = part.split(/[:-]/).map(Number);
      return port >= first && port <= last;
    });
  return inside !== ((iptablesNot ?? nftNot) !== undefined);
};

/** The same by a set of ports: `dport @open` of nft(8), `--match-set open dst` of iptables-extensions(8). */
const namesPortBySet = (rule: FirewallRule, words: string, port: number): boolean | undefined => {
  const [, not, named] =
    /(?<! \. )\b(?:tcp|th) dport (!= )?@(\S+)/.exec(words) ??
    / (! )?--match-set (\S+) dst(?= |$)/.exec(words) ??
    [];
  const elements = named === undefined ? undefined : elementsOf(rule, named);
  const inside = elements && portsInclude(elements, port);
  return inside === undefined ? undefined : inside !== (not !== undefined);
};

/** Whether the rule matches outgoing packets. */
export const isOutbound = ({ hook }: FirewallRule): boolean =>
  hook === 'output' || hook === 'postrouting' || hook === 'egress';
