import { readFileSync } from 'node:fs';

export type Counters = ReadonlyMap<string, number>;

/**
 * Counters of this network namespace: /proc/net/snmp and netstat as `Tcp.InSegs`, snmp6 as `Icmp6InDestUnreachs`
 * (proc_net(5)), and xfrm_stat as `XfrmInPolBlock` (xfrm_proc.rst), where the kernel has IPsec. Undefined if these files do not exist.
 */
export const readCounters = (): Counters | undefined => {
  const counters = new Map<string, number>();
  for (const file of ['snmp', 'netstat', 'snmp6', 'xfrm_stat']) {
    const text = readText(`/proc/net/${file}`);
    if (text !== undefined) addCounters(counters, text);
  }
  return counters.size === 0 ? undefined : counters;
};

const addCounters = (counters: Map<string, number>, text: string): void => {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const words = (lines[index] ?? '').split(/\s+/);
    const group = words[0] ?? '';
    if (!group.endsWith(':')) {
      if (words[1] !== undefined) counters.set(group, Number(words[1]));
      continue;
    }
    index += 1;
    const numbers = (lines[index] ?? '').split(/\s+/);
    for (let column = 1; column < words.length; column += 1) {
      const value = Number(numbers[column]);
      if (Number.isFinite(value)) counters.set(`${group.slice(0, -1)}.${words[column]}`, value);
    }
  }
};

/** Counters that rose between two readings, and by how much. */
export const risen = (
  before: Counters | undefined,
  after: Counters | undefined,
): Record<string, number> | undefined => {
  if (before === undefined || after === undefined) return undefined;
  const deltas: Record<string, number> = {};
  for (const [name, value] of after) {
    const delta = value - (before.get(name) ?? 0);
    if (delta > 0) deltas[name] = delta;
  }
  return deltas;
};

export interface PacketCounts {
  received: number;
  sent: number;
}

/**
 * Packets of all interfaces except loopback (proc_pid_net(5), dev: columns two and ten). Undefined if there is no
 * such file.
 */
export const readTraffic = (): PacketCounts | undefined => {
  const rows = readText('/proc/net/dev')
    ?.split('\n')
    .map((line) => line.trim().split(/[:\s]+/))
    .filter(([name, ...columns]) => columns.length > 10 && name !== 'lo' && name !== 'face');
  const sum = (column: number): number | undefined =>
    rows?.reduce((all, columns) => all + (Number(columns[column]) || 0), 0);
  const [received, sent] = [sum(2), sum(10)];
  return received === undefined || sent === undefined ? undefined : { received, sent };
};

/**
 * Packets that TCP created for an address and that left by no interface. An output rule that discards makes
 * retransmissions fail (TcpExt.TCPRetransFail), and IP counts the packet as created but not as sent
 * (Ip.OutTransmits, in kernels after 6.5). A packet that waits for a neighbour search counts as sent.
 *
 * @param sent packets sent by all interfaces meanwhile, whatever their origin.
 */
export const heldBack = (
  before: Counters | undefined,
  rose: Record<string, number> | undefined,
  isIpv6: boolean,
  sent: number | undefined,
): number => {
  const [made, out] = isIpv6
    ? ['Ip6OutRequests', 'Ip6OutTransmits']
    : ['Ip.OutRequests', 'Ip.OutTransmits'];
  const requests = rose?.[made] ?? 0;
  const failed = rose?.['TcpExt.TCPRetransFail'] ?? 0;
  if (before?.has(out)) return Math.max(failed, requests - (rose?.[out] ?? 0), 0);
  return sent === 0 ? requests : failed;
};

export const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
