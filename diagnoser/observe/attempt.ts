import type { Attempt, Evidence, SignOfLife } from '../evidence.ts';
import { isAny } from '../report/addresses.ts';
import { wasLockedOut } from '../locked-out.ts';

/**
 * What came back to the SYN; `own-reset` when this machine sent the reset for another's address,
 * `own-firewall` when a rule of this machine kept the SYN in or answered it, `refused` when it cannot be told
 * who refused; `no-host` when a router searched for the machine and found none, `no-route` when this machine
 * or a router has no way; `no-address` when the name gave none to try; `by-proxy` when the client went by a
 * proxy, and how that ended tells enough.
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

/** What a client gets that goes to the server itself. */
export const directReply = (evidence: Evidence, attempt: Attempt | undefined): ReplyToSyn => {
  if (attempt !== undefined && leadsNowhere(evidence, attempt)) return 'no-address';
  return refusedItself(evidence) ? 'own-reset' : toldToClient(evidence, attempt, replyOf(attempt));
};

/**
 * A name was answered with an address that is nobody's (RFC 1122, 3.2.1.3; RFC 4291, 2.5.2). Linux takes it for
 * this machine: somebody else may accept, and does not as a rule.
 */
const leadsNowhere = ({ lookup }: Evidence, { address, code }: Attempt): boolean =>
  lookup !== undefined && isAny(address) && code !== 'connected';

/** One that connected; then one that the network answered; IPv4 before IPv6, by address. */
export const decisive = (attempts: readonly Attempt[]): Attempt | undefined => {
  const rank = (attempt: Attempt): string =>
    [
      attempt.code === 'connected' ? 0 : stood(attempt) ? 1 : 2,
      attempt.local ? 1 : 0,
      // Of two readings of one refusal the clear one counts.
      ['reset', 'icmp'].includes(replyOf(attempt)) ? 0 : 1,
      attempt.address.includes(':') ? 1 : 0,
      attempt.address,
      attempt.code,
      JSON.stringify(attempt),
    ].join(' ');
  return attempts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
};

/**
 * A SYN is answered by a reset with ECONNREFUSED; ECONNRESET is of a connection that stood (tcp_reset()), and was
 * reset before this process had looked.
 */
const stood = ({ code }: Attempt): boolean => code === 'connected' || code === 'ECONNRESET';

/** What routers and firewalls make of a SYN by an ICMP error, beside ECONNREFUSED and ENETUNREACH (icmp(7)). */
const icmpErrnos = ['EHOSTUNREACH', 'ENOPROTOOPT', 'EACCES'];
/** What connect(2) says of a route that discards, prohibits, or is not there (ip-route(8), types of routes). */
const routeErrnos = ['ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EINVAL'];

const searchedMs = 900;
/** The kernel repeats an unanswered SYN after one second (RFC 6298, 2), as late as its timers are. */
const repeatedMs = [990, 1250] as const;

/**
 * Whether an error came on the heels of a SYN: at once, or where the first was lost or a rate limit left it
 * unanswered (icmp(7), icmp_ratelimit), after the repeated one. A router that searches for a machine takes
 * three seconds (arp(7)), or what is left of them.
 */
export const isPrompt = (afterMs: number): boolean =>
  afterMs < searchedMs || (afterMs >= repeatedMs[0] && afterMs < repeatedMs[1]);

const replyOf = (attempt: Attempt | undefined): ReplyToSyn => {
  if (attempt === undefined) return 'no-address';
  const { code, local, counters } = attempt;
  if (stood(attempt)) return 'accepted';
  if (isOwnFirewall(attempt)) return 'own-firewall';
  if (code === 'silence' || code === 'ETIMEDOUT') return 'silence';
  // A kernel without IPv6 has no such sockets (socket(2)).
  if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code) && local) return 'no-port';
  if (code === 'ENETUNREACH') return 'no-route';
  if (local) return isNoRoute(attempt) ? 'no-route' : 'other';
  // After three ARP requests without an answer the kernel makes this error by itself (arp(7)).
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

/** A link-local address without its interface is no matter of routes (ipv6(7), EINVAL). */
const isNoRoute = ({ address, code }: Attempt): boolean =>
  routeErrnos.includes(code) && !(code === 'EINVAL' && /^fe80:/i.test(address));

/**
 * connect(2) was not permitted (EPERM); or a rule on the way out held the SYN back, each that was sent, or
 * answered it with an error or a reset: who searches for a neighbour has sent something.
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
 * What a machine says with ICMP it says once a second at most (icmp(7), icmp_ratelimit), so it may have told
 * one of the two alone. One that comes late is a router's whose own search for the machine failed.
 */
const toldToClient = (
  { attempts, signs, symptom }: Evidence,
  attempt: Attempt | undefined,
  reply: ReplyToSyn,
): ReplyToSyn => {
  const { afterMs, code, stage } = symptom;
  // Routers have a way to a machine that answers anything else: a firewall says net unreachable, or prohibited.
  if (reply === 'no-route' && attempt?.local === false && signs.some(hasAnswered)) return 'icmp';
  const stated = stage === undefined || stage === 'connect' ? code : '';
  if (reply === 'silence' && attempt !== undefined && ownErrors(attempt.counters) === 0) {
    if (stated === 'ENETUNREACH') return 'no-route';
    if (icmpErrnos.includes(stated)) return isReject(code, afterMs) ? 'icmp' : 'no-host';
  }
  if (reply !== 'icmp' || attempt?.code !== 'EHOSTUNREACH') return reply;
  // As prohibited it is never said after a search. A dropped error was there at once.
  if (attempts.some(({ counters }) => wasLockedOut(counters))) return reply;
  const same = attempts.filter(({ address }) => address === attempt.address);
  const isLate = same.some((one) => one.code === attempt.code && !isPrompt(one.afterMs));
  if (stated === attempt.code) return isLate || !isPrompt(afterMs) ? 'no-host' : reply;
  // Nobody else was told so, and asked again nobody was.
  return isLate || same.some((one) => one.code === 'silence') ? 'no-host' : reply;
};

const hasAnswered = ({ code }: SignOfLife): boolean =>
  code === 'connected' || code === 'ECONNREFUSED';

/** EACCES is ICMPv6 1/1, ENOPROTOOPT ICMP 3/2: of a firewall, however late. */
const isReject = (code: string, afterMs: number): boolean =>
  code !== 'EHOSTUNREACH' || isPrompt(afterMs);

const ownErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.OutDestUnreachs'] ?? 0) + (counters?.['Icmp6OutDestUnreachs'] ?? 0);

/**
 * This machine's own TCP sent a reset (Tcp.OutRsts) while no packet came from elsewhere: it does so for a
 * local port without a listener, and the SYN never left. Where it is not known what came, each attempt must
 * have made it send one; a reset that ends a connection of another program counts as Tcp.EstabResets, too.
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

/** The packet was passed on until its hops were used up (RFC 792, type 11; RFC 4443, 3.3): routers send it in a circle. */
export const timesExceeded = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InTimeExcds'] ?? 0) + (counters?.['Icmp6InTimeExcds'] ?? 0);

export const icmpErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InDestUnreachs'] ?? 0) + (counters?.['Icmp6InDestUnreachs'] ?? 0);
