import type { Attempt, Evidence } from '../evidence.ts';
import { wasLockedOut } from '../locked-out.ts';

/**
 * What came back to the SYN; `own-reset` when this machine sent the reset for another's address,
 * `refused` when it cannot be told who refused; `no-address` when the name gave none to try;
 * `by-proxy` when the client went by a proxy, and how that ended tells enough.
 */
export type Reply =
  | 'by-proxy'
  | 'accepted'
  | 'reset'
  | 'own-reset'
  | 'icmp'
  | 'refused'
  | 'silence'
  | 'no-port'
  | 'no-route'
  | 'no-address'
  | 'other';

/** What a client gets that goes to the server itself. */
export const directReply = (evidence: Evidence, attempt: Attempt | undefined): Reply =>
  refusedItself(evidence) ? 'own-reset' : toldToClient(evidence, replyOf(attempt));

/** One that connected; then one that the network answered; IPv4 before IPv6, by address. */
export const decisive = (attempts: readonly Attempt[]): Attempt | undefined => {
  const rank = (one: Attempt): string =>
    [
      one.code === 'connected' ? 0 : 1,
      one.local ? 1 : 0,
      // Of two readings of one refusal the clear one counts.
      ['reset', 'icmp'].includes(replyOf(one)) ? 0 : 1,
      one.address.includes(':') ? 1 : 0,
      one.address,
      one.code,
      JSON.stringify(one),
    ].join(' ');
  return attempts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
};

const searchedMs = 900;
const icmpErrnos = ['EHOSTUNREACH', 'ENOPROTOOPT', 'EACCES'];

const replyOf = (attempt: Attempt | undefined): Reply => {
  if (attempt === undefined) return 'no-address';
  const { code, local, counters } = attempt;
  if (code === 'connected') return 'accepted';
  if (code === 'silence' || code === 'ETIMEDOUT') return 'silence';
  if (code === 'EADDRNOTAVAIL' && local) return 'no-port';
  if (code === 'ENETUNREACH') return 'no-route';
  if (local) return 'other';
  const own = (counters?.['Icmp.OutDestUnreachs'] ?? 0) > 0;
  // After three ARP requests without an answer the kernel makes this error by itself (arp(7)).
  if (code === 'EHOSTUNREACH' && own) return 'silence';
  const icmp = icmpErrors(counters) > 0;
  if (icmpErrnos.includes(code)) {
    // A router whose own search for the machine failed says so, too, but only after it has searched.
    return icmp && attempt.afterMs < searchedMs ? 'icmp' : 'other';
  }
  if (code !== 'ECONNREFUSED') return 'other';
  if (icmp && wasLockedOut(counters)) return 'icmp';
  const segment = (counters?.['Tcp.InSegs'] ?? 0) > 0;
  if (icmp === segment) return 'refused';
  return icmp ? 'icmp' : 'reset';
};

/**
 * A router says once a second at most what it cannot deliver (icmp(7), icmp_ratelimit), so it may have
 * told the plain client alone.
 */
const toldToClient = ({ symptom }: Evidence, reply: Reply): Reply =>
  reply === 'silence' && symptom.code === 'ENETUNREACH' ? 'no-route' : reply;

/**
 * Each refused attempt made this machine's own TCP send a reset (Tcp.OutRsts), which it does for a
 * local port without a listener: the SYN never left.
 */
const refusedItself = ({ attempts, ownAddress }: Evidence): boolean =>
  ownAddress === false &&
  attempts.length > 1 &&
  attempts.every(({ code, counters }) => code === 'ECONNREFUSED' && sentReset(counters));

const sentReset = (counters: Record<string, number> | undefined): boolean =>
  (counters?.['Tcp.OutRsts'] ?? 0) > 0;

export const icmpErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InDestUnreachs'] ?? 0) + (counters?.['Icmp6InDestUnreachs'] ?? 0);
