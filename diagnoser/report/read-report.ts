import type { FirewallRule, ServerReport } from '../../vocabulary/index.ts';
import { isIpv6, sameAddress } from './addresses.ts';
import { listeningOn, type Listening } from './listening.ts';
import { workermanOn, type Workerman } from './workerman.ts';
import { concerns, countedRules, isOutbound, namesPort, stops, type CountedRule } from './rules.ts';

/** What a report says of one connection. Undefined is "not known", never "no". */
export interface ServerFacts {
  listening?: Listening;
  /** The address that the client uses is one of the server's own. */
  ownsAddress?: boolean;
  /** Rules that stopped packets while the client tried, the likeliest first. */
  inbound: CountedRule[];
  outbound: CountedRule[];
  /** Rules that would stop this connection and do not count. */
  uncounted: FirewallRule[];
  /** The firewall could be read in whole. */
  rulesRead: boolean;
  manager?: 'ufw' | 'firewalld';
  panel?: string;
  /** Whether the port is a worker of Workerman, and which. */
  workerman?: Workerman | 'none';
  /** What rose while the client tried; absent when the server was looked at only once. */
  rose?: Rise;
}

export interface Rise {
  /** IP packets that came in, and those of them that no protocol was given. */
  received: number;
  swallowed: number;
  segments: number;
  resets: number;
  retransmitted: number;
  /** Connections in SYN-RECV after the attempt that were not there before. */
  halfOpen: number;
  overflows: number;
  noRoutes: number;
  reversePath: number;
}

export const readReport = (report: ServerReport, address: string, port: number): ServerFacts => {
  const { before, after } = report;
  const latest = after ?? before;
  const listening = listeningOn(latest, address, port);
  const own = latest.addresses;
  const ours = (after === undefined ? [] : countedRules(before, after))
    .filter(({ rule }) => concerns(rule, address, port))
    .toSorted((a, b) => weight(b, port) - weight(a, port) || (a.rule.text < b.rule.text ? -1 : 1));
  const manager = managerOf(latest.markers);
  const workerman = workermanOn(latest, port);
  return {
    ...(listening === undefined ? {} : { listening }),
    ...(own.length === 0 ? {} : { ownsAddress: own.some((one) => sameAddress(one, address)) }),
    inbound: ours.filter(({ rule }) => !isOutbound(rule)),
    outbound: ours.filter(({ rule }) => isOutbound(rule)),
    uncounted: latest.firewall.filter(
      (rule) =>
        stops(rule) &&
        rule.packets === undefined &&
        concerns(rule, address, port) &&
        rule.hook !== 'forward',
    ),
    rulesRead: latest.root && !latest.missing.some((line) => /^(ip6?tables|nft)/.test(line)),
    ...(manager === undefined ? {} : { manager }),
    ...(latest.markers['baota'] === undefined ? {} : { panel: 'Baota/aaPanel' }),
    ...(workerman === undefined ? {} : { workerman }),
    ...(after === undefined || report.attempts < 1 ? {} : { rose: riseOf(report, address) }),
  };
};

/** A rule that names the port before one that takes everything; then by what it counted. */
const weight = ({ rule, packets }: CountedRule, port: number): number =>
  (namesPort(rule, port) === true ? 1e12 : 0) + Math.min(packets, 1e11);

const managerOf = (markers: Record<string, string>): ServerFacts['manager'] => {
  if (/ENABLED=["']?yes/i.test(markers['ufw'] ?? '')) return 'ufw';
  return markers['firewalld'] === undefined ? undefined : 'firewalld';
};

const riseOf = ({ before, after }: ServerReport, address: string): Rise => {
  const delta = (name: string): number =>
    Math.max(0, (after?.counters[name] ?? 0) - (before.counters[name] ?? 0));
  const ip = isIpv6(address) ? 'Ip6' : 'Ip.';
  const received = delta(`${ip}InReceives`);
  const passedOn = isIpv6(address) ? delta('Ip6OutForwDatagrams') : delta('Ip.ForwDatagrams');
  const malformed = delta(`${ip}InHdrErrors`) + delta(`${ip}InAddrErrors`);
  const halfOpen = (after?.sockets['SYN-RECV'] ?? 0) - (before.sockets['SYN-RECV'] ?? 0);
  return {
    received,
    swallowed: Math.max(0, received - delta(`${ip}InDelivers`) - passedOn - malformed),
    segments: delta('Tcp.InSegs'),
    resets: delta('Tcp.OutRsts'),
    retransmitted: delta('Tcp.RetransSegs'),
    halfOpen: Math.max(0, halfOpen),
    overflows: delta('TcpExt.ListenOverflows'),
    noRoutes: delta(isIpv6(address) ? 'Ip6OutNoRoutes' : 'Ip.OutNoRoutes'),
    reversePath: delta('TcpExt.IPReversePathFilter'),
  };
};

/** Whether the report by itself accounts for a SYN that nobody answered. */
export const explainsSilence = ({ inbound, outbound, rose }: ServerFacts): boolean =>
  inbound.length + outbound.length > 0 ||
  (rose !== undefined &&
    (rose.received === 0 || rose.swallowed > 0 || rose.overflows > 0 || rose.noRoutes > 0));
