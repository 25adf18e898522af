import { readFileSync } from 'node:fs';
import type { TrafficCount } from './protocol.ts';

/** What the host of a process has sent so far, by the counters of its network (proc_pid_net(5)). */
export function trafficOf(pid: number): TrafficCount {
  const [names = [], values = []] = readFileSync(`/proc/${pid}/net/snmp`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Tcp: '))
    .map((line) => line.split(' '));
  const packets = readFileSync(`/proc/${pid}/net/dev`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/[:\s]+/))
    .filter(([link = '']) => link.startsWith('eth'))
    // The tenth column: packets sent.
    .reduce((sum, columns) => sum + Number(columns[10]), 0);
  return { connections: Number(values[names.indexOf('ActiveOpens')]), packets };
}

export const trafficSince = (before: TrafficCount, after: TrafficCount): TrafficCount => ({
  connections: after.connections - before.connections,
  packets: after.packets - before.packets,
});
