import type { Attempt, Evidence, SignOfLife } from '../evidence.ts';
import { isAny } from '../report/addresses.ts';
import { wasLockedOut } from '../locked-out.ts';

/**
 * Reply to the SYN, or why there is none.
 *
 * - `by-proxy`: the client connected through a proxy, and the outcome there suffices;
 * - `own-reset`: this machine sent the reset itself, for an address that is not its own;
 * - `own-firewall`: a firewall rule of this machine discarded or rejected the SYN;
 * - `refused`: the counters do not show whether a reset or an ICMP error came back;
 * - `no-port`: this machine has no local port, or no sockets of that address family;
 * - `no-route`: this machine or a router has no route;
 * - `no-host`: a router searched for the machine and found none;
 * - `no-address`: the name has no usable address.
 */
export type ReplyToSyn =
  | 'by-proxy'
  | 'accepted'
  | 'reset'
  | 'own-reset'
  | 'own-firewall'
  | 'icmp'
  | 'refused'
  | 'silence'
  | 'no-port'
  | 'no-route'
  | 'no-host'
  | 'no-address'
  | 'other';

/** Reply to a client that connects to the server directly, not through a proxy. */
export const directReply = (evidence: Evidence, attempt: Attempt | undefined): ReplyToSyn => {
  if (attempt !== undefined && leadsNowhere(evidence, attempt)) return 'no-address';
  return refusedItself(evidence) ? 'own-reset' : toldToClient(evidence, attempt, replyOf(attempt));
};

/**
 * The name resolves to the unspecified address (RFC 1122, 3.2.1.3; RFC 4291, 2.5.2). Linux connects to this machine
 * instead, where usually nothing listens.
 */
const leadsNowhere = ({ lookup }: Evidence, { address, code }: Attempt): boolean =>
  lookup !== undefined && isAny(address) && code !== 'connected';

/**
 * The attempt to conclude from: connected before reset before failed, answered by the network before failed on this
 * machine, IPv4 before IPv6, then by address.
 */
export const decisive = (attempts: readonly Attempt[]): Attempt | undefined => {
  const rank = (attempt: Attempt): string =>
    [
      attempt.code === 'connected' ? 0 : stood(attempt) ? 1 : 2,
      attempt.local ? 1 : 0,
      // Of two refusals, the one whose kind (reset or ICMP error) is known comes first.
      ['reset', 'icmp'].includes(replyOf(attempt)) ? 0 : 1,
      attempt.address.includes(':') ? 1 : 0,
      attempt.address,
      attempt.code,
      JSON.stringify(attempt),
    ].join(' ');
  return attempts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
};

/**
 * Whether the connection was established. A reset in reply to a SYN gives ECONNREFUSED; ECONNRESET means that an
 * established connection was reset (tcp_reset()) before this process saw it.
 */
const stood = ({ code }: Attempt): boolean => code === 'connected' || code === 'ECONNRESET';

/** Errors of connect(2) for ICMP errors of routers and firewalls, beside ECONNREFUSED and ENETUNREACH (icmp(7)). */
const icmpErrnos = ['EHOSTUNREACH', 'ENOPROTOOPT', 'EACCES'];
/** Errors of connect(2) for a missing, blackhole or prohibit route (ip-route(8), types of routes). */
const routeErrnos = ['ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EINVAL'];

const searchedMs = 900;
/** Time of the first retransmission of a SYN: one second (RFC 6298, 2), as late as kernel timers are. */
const repeatedMs = [990, 1250] as const;

/**
 * Whether an error came immediately after a SYN: the first, or the retransmitted one where the first was lost or
 * its error rate-limited (icmp(7), icmp_ratelimit). A router that searches for a machine takes three seconds
 * (arp(7)), or less where the search had begun before.
 */
export const isPrompt = (afterMs: number): boolean =>
  afterMs < searchedMs || (afterMs >= repeatedMs[0] && afterMs < repeatedMs[1]);

const replyOf = (attempt: Attempt | undefined): ReplyToSyn => {
  if (attempt === undefined) return 'no-address';
  const { code, local, counters } = attempt;
  if (stood(attempt)) return 'accepted';
  if (isOwnFirewall(attempt)) return 'own-firewall';
  if (code === 'silence' || code === 'ETIMEDOUT') return 'silence';
  // A kernel without IPv6 cannot create such sockets (socket(2)).
  if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code) && local) return 'no-port';
  if (code === 'ENETUNREACH') return 'no-route';
  if (local) return isNoRoute(attempt) ? 'no-route' : 'other';
  // After three unanswered ARP requests the kernel raises this error itself (arp(7)).
  if (code === 'EHOSTUNREACH' && ownErrors(counters) > 0) return 'silence';
  const icmp = icmpErrors(counters) > 0;
  if (code === 'EHOSTUNREACH' && timesExceeded(counters) > 0) return 'no-route';
  if (icmpErrnos.includes(code)) return icmp ? 'icmp' : 'other';
  if (code !== 'ECONNREFUSED') return 'other';
  if (icmp && wasLockedOut(counters)) return 'icmp';
  const segment = (counters?.['Tcp.InSegs'] ?? 0) > 0;
  if (icmp === segment) return 'refused';
  return icmp ? 'icmp' : 'reset';
};

/** EINVAL for a link-local address means that the interface is missing, not the route (ipv6(7)). */
const isNoRoute = ({ address, code }: Attempt): boolean =>
  routeErrnos.includes(code) && !(code === 'EINVAL' && /^fe80:/i.test(address));

/**
 * Whether a firewall rule of this machine stopped the SYN: connect(2) failed with EPERM, or an output rule
 * discarded every SYN, or rejected it with an error or a reset. A neighbour search is none of these: its requests
 * leave this machine.
 */
const isOwnFirewall = ({ code, counters, heldBack = 0, local }: Attempt): boolean => {
  if (local) return code === 'EPERM';
  if (heldBack === 0) return false;
  if (code === 'silence' || code === 'ETIMEDOUT')
    return heldBack >= Math.max(1, counters?.['TcpExt.TCPSynRetrans'] ?? 0);
  if (ownErrors(counters) > 0) return true;
  return code === 'ECONNREFUSED' && icmpErrors(counters) === 0 && ownResets(counters) === 0;
};

/**
 * Combines the attempt with the symptom of the plain client: ICMP errors are limited to one per second (icmp(7),
 * icmp_ratelimit), so only one of the two may have received one. A late error comes from a router whose search for
 * the machine failed.
 */
const toldToClient = (
  { attempts, signs, symptom }: Evidence,
  attempt: Attempt | undefined,
  reply: ReplyToSyn,
): ReplyToSyn => {
  const { afterMs, code, stage } = symptom;
  // The machine answers other probes, so routers have a route to it: a firewall sent net unreachable, or
  // prohibited.
  if (reply === 'no-route' && attempt?.local === false && signs.some(hasAnswered)) return 'icmp';
  const stated = stage === undefined || stage === 'connect' ? code : '';
  if (reply === 'silence' && attempt !== undefined && ownErrors(attempt.counters) === 0) {
    if (stated === 'ENETUNREACH') return 'no-route';
    if (icmpErrnos.includes(stated)) return isReject(code, afterMs) ? 'icmp' : 'no-host';
  }
  if (reply !== 'icmp' || attempt?.code !== 'EHOSTUNREACH') return reply;
  // An error that the kernel dropped during the system call came at once: no router had searched.
  if (attempts.some(({ counters }) => wasLockedOut(counters))) return reply;
  const same = attempts.filter(({ address }) => address === attempt.address);
  const isLate = same.some((one) => one.code === attempt.code && !isPrompt(one.afterMs));
  if (stated === attempt.code) return isLate || !isPrompt(afterMs) ? 'no-host' : reply;
  // Only this attempt got the error: it was late, or a further attempt got none.
  return isLate || same.some((one) => one.code === 'silence') ? 'no-host' : reply;
};

const hasAnswered = ({ code }: SignOfLife): boolean =>
  code === 'connected' || code === 'ECONNREFUSED';

/** EACCES is ICMPv6 1/1, ENOPROTOOPT ICMP 3/2: only firewalls send these, however late. */
const isReject = (code: string, afterMs: number): boolean =>
  code !== 'EHOSTUNREACH' || isPrompt(afterMs);

const ownErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.OutDestUnreachs'] ?? 0) + (counters?.['Icmp6OutDestUnreachs'] ?? 0);

/**
 * Whether this machine refused the connection itself: its TCP sent a reset (Tcp.OutRsts) while no packet came from
 * elsewhere, so the SYN met a local port without a listener and never left. Where arrivals are not known, each
 * attempt must show such a reset; a reset that ends an established connection also counts in Tcp.EstabResets.
 */
const refusedItself = ({ attempts, ownAddress }: Evidence): boolean => {
  if (ownAddress !== false || attempts.some(({ code }) => code !== 'ECONNREFUSED')) return false;
  if (attempts.some(({ arrived }) => arrived !== undefined)) {
    return attempts.some(({ arrived, counters }) => arrived === 0 && ownResets(counters) > 0);
  }
  return (
    attempts.length > 1 &&
    attempts.every(({ counters }) => ownResets(counters) > (counters?.['Tcp.EstabResets'] ?? 0))
  );
};

const ownResets = (counters: Record<string, number> | undefined): number =>
  counters?.['Tcp.OutRsts'] ?? 0;

/** ICMP time exceeded (RFC 792, type 11; RFC 4443, 3.3): a routing loop used up the hop limit. */
export const timesExceeded = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InTimeExcds'] ?? 0) + (counters?.['Icmp6InTimeExcds'] ?? 0);

export const icmpErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InDestUnreachs'] ?? 0) + (counters?.['Icmp6InDestUnreachs'] ?? 0);
