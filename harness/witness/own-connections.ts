import type { Packet, TcpPacket } from './pcap.ts';

const isOwn = (packet: Packet): packet is TcpPacket =>
  packet.kind === 'tcp' && packet.source === packet.destination;

const keyOf = ({ source, sourcePort, destinationPort }: TcpPacket): string =>
  [source, ...[sourcePort, destinationPort].toSorted((a, b) => a - b)].join(' ');

/**
 * Leaves out TCP connections of a host to its own address that stood and carried nothing, such as those of a pool or a
 * health check: they have no part in an attempt between hosts. A refused one stays: a proxy may have made it.
 */
export function withoutEmptyOwn(packets: readonly Packet[]): Packet[] {
  const own = Map.groupBy(packets.filter(isOwn), keyOf);
  const empty = [...own].filter(([, segments]) => {
    const isAsked = segments.some(({ flags }) => flags.includes('SYN') && !flags.includes('ACK'));
    const isTaken = segments.some(({ flags }) => flags.includes('SYN') && flags.includes('ACK'));
    return (isTaken || !isAsked) && segments.every(({ payloadBytes }) => payloadBytes === 0);
  });
  const left = new Set(empty.map(([key]) => key));
  return packets.filter((packet) => !isOwn(packet) || !left.has(keyOf(packet)));
}
