import type { Losses } from '../evidence.ts';
import { readCounters, risen } from './counters.ts';

/**
 * Counts from now on what TCP of this machine lost, whoever's it was: segments with data that it sent again, and
 * such that came while one before them was missing (proc_net(5), snmp and netstat).
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
