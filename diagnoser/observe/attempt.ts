import type { Attempt, Evidence } from '../evidence.ts';
import { wasLockedOut } from '../locked-out.ts';

/**
 * What came back to the SYN; `own-reset` when this machine sent the reset for another's address,
 * `refused` when it cannot be told who refused; `no-address` when the name gave none to try;
 * `by-proxy` when the client went by a proxy, and how that ended tells enough.
 */
export type ReplyToSyn =
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
export const directReply = (evidence: Evidence, attempt: Attempt | undefined): ReplyToSyn =>
  refusedItself(evidence) ? 'own-reset' : toldToClient(evidence, replyOf(attempt));

/** One that connected; then one that the network answered; IPv4 before IPv6, by address. */
export const decisive = (attempts: readonly Attempt[]): Attempt | undefined => {
  const rank = (attempt: Attempt): string =>
    [
      attempt.code === 'connected' ? 0 : 1,
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

const searchedMs = 900;
const icmpErrnos = ['EHOSTUNREACH', 'ENOPROTOOPT', 'EACCES'];

const replyOf = (attempt: Attempt | undefined): ReplyToSyn => {
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
    // A router whose own search for the machine failed says so, too, but only after it has searched, and
    // never as prohibited, which is EACCES over IPv6 (icmp(7)). A dropped error comes again after a second.
    const isEarly = attempt.afterMs < searchedMs || code === 'EACCES' || wasLockedOut(counters);
    return icmp && isEarly ? 'icmp' : 'other';
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
const toldToClient = ({ symptom }: Evidence, reply: ReplyToSyn): ReplyToSyn =>
  reply === 'silence' && symptom.code === 'ENETUNREACH' ? 'no-route' : reply;

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

export const icmpErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InDestUnreachs'] ?? 0) + (counters?.['Icmp6InDestUnreachs'] ?? 0);
