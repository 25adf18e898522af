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

const searchedMs = 900;
const icmpErrnos = ['EHOSTUNREACH', 'ENOPROTOOPT', 'EACCES'];

export const replyOf = (attempt: Attempt | undefined): Reply => {
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
export const toldToClient = ({ symptom }: Evidence, reply: Reply): Reply =>
  reply === 'silence' && symptom.code === 'ENETUNREACH' ? 'no-route' : reply;

/**
 * Each refused attempt made this machine's own TCP send a reset (Tcp.OutRsts), which it does for a
 * local port without a listener: the SYN never left.
 */
export const refusedItself = ({ attempts, ownAddress }: Evidence): boolean =>
  ownAddress === false &&
  attempts.length > 1 &&
  attempts.every(({ code, counters }) => code === 'ECONNREFUSED' && sentReset(counters));

const sentReset = (counters: Record<string, number> | undefined): boolean =>
  (counters?.['Tcp.OutRsts'] ?? 0) > 0;

export const icmpErrors = (counters: Record<string, number> | undefined): number =>
  (counters?.['Icmp.InDestUnreachs'] ?? 0) + (counters?.['Icmp6InDestUnreachs'] ?? 0);
