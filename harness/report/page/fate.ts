import type { Sighting } from '../../witness/merge-captures.ts';
import type { Packet, TcpPacket } from '../../witness/pcap.ts';
import type { Lifelines } from './lanes.ts';

/** How a packet is drawn: its lanes, and whether it arrived. */
export interface Fate {
  /**
   * `lost`: it got no further than `to`. `partly`: seen at one end only for another reason, such as a reply in the
   * name of a server that never sent it. `whole`: seen at both ends, or between an end and a third host (proxy,
   * router), where no one else captures.
   */
  kind: 'whole' | 'partly' | 'lost';
  from: number;
  to: number;
  /** The meaning of the line, in words. */
  says?: string;
}

/** Decides whether a packet arrived. `later`: packets after it; `broken`: lanes of hosts with a fault. */
export function fateOf(
  { packet, at }: Sighting,
  later: readonly Sighting[],
  lanes: Lifelines,
  broken: readonly number[],
): Fate {
  const [from, to] = [lanes.of(packet.source, at), lanes.of(packet.destination, at)];
  const whole: Fate = { kind: 'whole', from, to };
  if (from === to) return whole;
  const { client, server, all } = lanes;
  const isBetweenEnds = [from, to].every((lane) => lane === client || lane === server);
  if (at === 'both' || !isBetweenEnds) {
    const isDropped = broken.includes(to) && !isAnswered(packet, later);
    return isDropped ? { ...whole, kind: 'lost', says: `dropped at: ${all[to]?.name}` } : whole;
  }
  const onTheWay = broken
    .filter((lane) => (lane - from) * (lane - to) <= 0 && lane !== from)
    .toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from));
  const says = `seen at the ${at} only`;
  if (to === (at === 'client' ? server : client)) {
    const [place] = onTheWay;
    if (place === undefined) return { ...whole, kind: 'lost', says };
    return { kind: 'lost', from, to: place, says: `vanished at: ${all[place]?.name}` };
  }
  const sender = onTheWay.find((lane) => lane !== to);
  if (sender === undefined) return { ...whole, kind: 'partly', says };
  return { kind: 'partly', from: sender, to, says: `${says}, in the name of: ${all[from]?.name}` };
}

/** Whether a later packet shows that this one arrived. Packets that need no answer count as answered. */
function isAnswered(packet: Packet, later: readonly Sighting[]): boolean {
  if (packet.kind === 'udp') {
    const isQuestion = packet.destinationPort === 53;
    return (
      !isQuestion ||
      later.some(
        ({ packet: other }) =>
          (other.kind === 'udp' && isReverse(other, packet)) || isAbout(other, packet),
      )
    );
  }
  if (packet.kind !== 'tcp' || packet.flags.includes('RST')) return true;
  const length = packet.payloadBytes + (packet.flags.includes('SYN') ? 1 : 0);
  if (length === 0) return true;
  return later.some(
    ({ packet: other }) =>
      (other.kind === 'tcp' && isReverse(other, packet) && acknowledges(other, packet, length)) ||
      isAbout(other, packet),
  );
}

type Ported = Extract<Packet, { sourcePort: number }>;

const isReverse = (other: Ported, packet: Ported): boolean =>
  other.source === packet.destination &&
  other.destination === packet.source &&
  other.sourcePort === packet.destinationPort &&
  other.destinationPort === packet.sourcePort;

/** Sequence numbers wrap (RFC 9293, 3.4). */
const acknowledges = (other: TcpPacket, { sequence }: TcpPacket, length: number): boolean =>
  other.flags.includes('RST') ||
  (other.flags.includes('ACK') && ((other.acknowledgement - sequence - length) | 0) >= 0);

const isAbout = (other: Packet, packet: Ported): boolean =>
  (other.kind === 'icmp' || other.kind === 'icmpv6') &&
  other.about?.sourcePort === packet.sourcePort &&
  other.about.destinationPort === packet.destinationPort;
