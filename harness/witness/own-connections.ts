import type { Packet, TcpPacket } from './pcap.ts';

const isOwn = (packet: Packet): packet is TcpPacket =>
  packet.kind === 'tcp' && packet.source === packet.destination;

const keyOf = ({ source, sourcePort, destinationPort }: TcpPacket): string =>
  [source, ...[sourcePort, destinationPort].toSorted((a, b) => a - b)].join(' ');

/**
 * Drops established TCP connections from a host to its own address that carried no data, such as those of a pool or a
 * health check: they do not belong to an attempt between hosts. Refused ones are kept: a proxy may have made them.
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
