import type { Losses } from '../evidence.ts';
import { readCounters, risen } from './counters.ts';

/**
 * Starts counting what TCP of this machine lost, on any connection: data segments that it retransmitted, and those
 * that arrived behind a gap (proc_net(5), snmp and netstat).
 */
export const countLosses = (): (() => Losses | undefined) => {
  const before = readCounters();
  return () => {
    const rose = risen(before, readCounters());
    if (rose === undefined) return undefined;
    const syns = rose['TcpExt.TCPSynRetrans'] ?? 0;
    const repeated = Math.max((rose['Tcp.RetransSegs'] ?? 0) - syns, 0);
    return { repeated, behindGap: rose['TcpExt.TCPOFOQueue'] ?? 0 };
  };
};
