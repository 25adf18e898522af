/**
 * An ICMP error came back while the socket was still inside the system call that sent the SYN: Linux
 * drops such an error (TcpExt.LockDroppedIcmps, tcp_v4_err in net/ipv4/tcp_ipv4.c, tcp_v6_err), and only the one
 * for the second SYN, a second later, refuses the connection. A reset is never dropped like this, so
 * it was no reset, whatever else the machine heard in that second.
 */
export const wasLockedOut = (counters: Record<string, number> | undefined): boolean =>
  (counters?.['TcpExt.LockDroppedIcmps'] ?? 0) > 0 && (counters?.['TcpExt.TCPSynRetrans'] ?? 0) > 0;
