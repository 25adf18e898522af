/**
 * Whether an ICMP error arrived while the socket was still locked by the system call that sent the SYN. Linux drops
 * such an error (TcpExt.LockDroppedIcmps; tcp_v4_err in net/ipv4/tcp_ipv4.c, tcp_v6_err), and only the error for
 * the retransmitted SYN, a second later, refuses the connection. Resets are never dropped like this, so the refusal
 * was not a reset, whatever other segments arrived in that second.
 */
export const wasLockedOut = (counters: Record<string, number> | undefined): boolean =>
  (counters?.['TcpExt.LockDroppedIcmps'] ?? 0) > 0 && (counters?.['TcpExt.TCPSynRetrans'] ?? 0) > 0;
