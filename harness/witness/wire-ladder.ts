import type { IcmpPacket, Packet } from './pcap.ts';
import { dnsWords } from './dns-words.ts';
import { StreamWords } from './stream-words.ts';

const timeWidth = 12;
const smallestGap = 36;

/**
 * A ladder diagram for people: one column per address in the order of appearance, one line per
 * packet with the milliseconds since the first one. Empty text for no packets.
 *
 *     0.000 ms  |----- SYN :40312 > :8080 ---->|
 */
export function ladder(packets: readonly Packet[]): string {
  const first = packets[0];
  if (first === undefined) return '';
  const hosts = [...new Set(packets.flatMap(({ source, destination }) => [source, destination]))];
  const words = new StreamWords();
  const labels = packets.map((packet) => labelOf(packet, words));
  const widest = Math.max(...[...hosts, ...labels].map(({ length }) => length));
  const gap = Math.max(smallestGap, widest + 10);
  const head = hosts.map((host) => host.padEnd(gap)).join('');
  const rows = packets.map((packet, index) => {
    const time = `${(packet.atMs - first.atMs).toFixed(3)} ms`.padStart(timeWidth);
    const from = hosts.indexOf(packet.source);
    const to = hosts.indexOf(packet.destination);
    return `${time}  ${rung({ from, to, label: labels[index] ?? '', hosts: hosts.length, gap })}`;
  });
  return [`${' '.repeat(timeWidth + 2)}${head}`, ...rows].map((line) => line.trimEnd()).join('\n');
}

interface LadderLine {
  from: number;
  to: number;
  label: string;
  hosts: number;
  gap: number;
}

function rung({ from, to, label, hosts, gap }: LadderLine): string {
  const left = Math.min(from, to);
  const right = Math.max(from, to);
  const idle = '|'.padEnd(gap);
  // A packet from an address to itself (loopback) has no arrow: its label stands beside the column.
  if (left === right) return `${idle.repeat(left)}| ${label}`;
  const room = (right - left) * gap - 3;
  const middle = ` ${label} `
    .padStart(Math.ceil((room + label.length + 2) / 2), '-')
    .padEnd(room, '-');
  const arrow = from < to ? `|${middle}->|` : `|<-${middle}|`;
  const after = hosts - 1 - right;
  const rest = after === 0 ? '' : `${' '.repeat(gap - 1)}|`.repeat(after);
  return `${idle.repeat(left)}${arrow}${rest}`;
}

/**
 * A short label: `SYN :40312 > :8080`, `ICMP 3/3 about :40312 > :8080`.
 *
 * @param words state of the connections so far; one for all packets of a ladder, in order.
 */
export function labelOf(packet: Packet, words: StreamWords): string {
  switch (packet.kind) {
    case 'tcp': {
      const said = words.of(packet);
      const carried = said === '' ? '' : `, ${said}`;
      const data = packet.payloadBytes === 0 ? '' : ` ${packet.payloadBytes} bytes${carried}`;
      const flags = packet.flags.length === 0 ? 'no flags' : packet.flags.join('-');
      return `${flags} :${packet.sourcePort} > :${packet.destinationPort}${data}`;
    }
    case 'udp': {
      const words = packet.payload === undefined ? undefined : dnsWords(packet.payload);
      const said = words === undefined ? ` ${packet.payloadBytes} bytes` : ` DNS ${words}`;
      return `UDP :${packet.sourcePort} > :${packet.destinationPort}${said}`;
    }
    case 'icmp':
    case 'icmpv6': {
      const name = packet.kind === 'icmp' ? 'ICMP' : 'ICMPv6';
      return `${name} ${packet.type}/${packet.code}${icmpName(packet)}${aboutText(packet.about)}`;
    }
    case 'other':
      return `IP protocol ${packet.protocol}`;
  }
}

/** Destination unreachable (RFC 792; RFC 1812, 5.2.7.1; RFC 4443, 3.1), and other ICMP messages. */
const icmpNames: Readonly<Record<string, string>> = {
  ...{ 'icmp 0/0': 'echo reply', 'icmp 8/0': 'echo request', 'icmp 11/0': 'time exceeded' },
  ...{ 'icmp 3/0': 'network unreachable', 'icmp 3/1': 'host unreachable' },
  ...{ 'icmp 3/2': 'protocol unreachable', 'icmp 3/3': 'port unreachable' },
  ...{ 'icmp 3/4': 'fragmentation needed', 'icmp 3/9': 'network prohibited' },
  ...{ 'icmp 3/10': 'host prohibited', 'icmp 3/13': 'communication prohibited' },
  ...{ 'icmp 5/0': 'redirect', 'icmp 5/1': 'redirect' },
  ...{ 'icmpv6 1/0': 'no route', 'icmpv6 1/1': 'communication prohibited' },
  ...{ 'icmpv6 1/3': 'address unreachable', 'icmpv6 1/4': 'port unreachable' },
  ...{ 'icmpv6 2/0': 'packet too big', 'icmpv6 3/0': 'time exceeded' },
  ...{ 'icmpv6 128/0': 'echo request', 'icmpv6 129/0': 'echo reply', 'icmpv6 137/0': 'redirect' },
};

function icmpName({ kind, type, code }: IcmpPacket): string {
  const name = icmpNames[`${kind} ${type}/${code}`];
  return name === undefined ? '' : ` ${name}`;
}

function aboutText(about: { sourcePort?: number; destinationPort?: number } | undefined): string {
  if (about?.sourcePort === undefined || about.destinationPort === undefined) return '';
  return ` about :${about.sourcePort} > :${about.destinationPort}`;
}
