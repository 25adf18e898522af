import type { Packet, TcpPacket } from './pcap.ts';
import { RecordReader } from './tls-records.ts';

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
  const labels = packets.map(labelOf);
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

interface Rung {
  from: number;
  to: number;
  label: string;
  hosts: number;
  gap: number;
}

function rung({ from, to, label, hosts, gap }: Rung): string {
  const left = Math.min(from, to);
  const right = Math.max(from, to);
  const idle = '|'.padEnd(gap);
  // A packet from an address to itself (loopback) has no length: it is a note behind its line.
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

/** A packet in a few words: `SYN :40312 > :8080`, `ICMP 3/3 about :40312 > :8080`. */
export function labelOf(packet: Packet): string {
  switch (packet.kind) {
    case 'tcp': {
      const data =
        packet.payloadBytes === 0 ? '' : ` ${packet.payloadBytes} bytes${saidIn(packet)}`;
      const flags = packet.flags.length === 0 ? 'no flags' : packet.flags.join('-');
      return `${flags} :${packet.sourcePort} > :${packet.destinationPort}${data}`;
    }
    case 'udp':
      return `UDP :${packet.sourcePort} > :${packet.destinationPort} ${packet.payloadBytes} bytes`;
    case 'icmp':
    case 'icmpv6': {
      const name = packet.kind === 'icmp' ? 'ICMP' : 'ICMPv6';
      return `${name} ${packet.type}/${packet.code}${aboutText(packet.about)}`;
    }
    case 'other':
      return `IP protocol ${packet.protocol}`;
  }
}

/** The TLS messages and records that begin with the segment. */
function saidIn({ payload, payloadBytes }: TcpPacket): string {
  if (payload === undefined) return '';
  const words = new RecordReader().read(payload, payloadBytes - payload.length);
  return words.every((word) => word === 'data') ? '' : `, ${words.join(', ')}`;
}

function aboutText(about: { sourcePort?: number; destinationPort?: number } | undefined): string {
  if (about?.sourcePort === undefined || about.destinationPort === undefined) return '';
  return ` about :${about.sourcePort} > :${about.destinationPort}`;
}
