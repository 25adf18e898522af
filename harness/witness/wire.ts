import type { Wire } from '../../vocabulary/index.ts';
import type { IcmpPacket, Packet, TcpPacket } from './pcap.ts';
import { EstablishedConnection } from './standing.ts';

/** The conversation whose packets are read. Addresses in the notation of ip-address(8), without prefix length. */
export interface WireConversation {
  clientAddresses: readonly string[];
  /** Absent if not known in advance (a resolver or proxy decides): then any address matches. */
  serverAddress?: string;
  serverPort: number;
  /** Only attempts with their first SYN after this time (Unix milliseconds) count. */
  fromMs?: number;
  untilMs?: number;
}

/**
 * What happened on the wire at one side, in the grammar of `Wire`, or an extension of it (`SYN > ICMP 3/1`, `SYN >
 * ICMPv6 1/4`, `SYN > ICMP 3/1 > SYN-ACK`).
 *
 * The handshake is described completely: a SYN and its retransmissions are one `SYN`; SYN-ACK or RST completes it.
 * For an established connection, only as many words follow as `declared` has: how a connection ends after its failure
 * has shown depends on timing. A `nothing` is always included if any of that was declared.
 *
 * Several attempts (client ports) that went differently are all described, joined with ` + `.
 *
 * If a packet is lost on the path, the client's side ends with `SYN > nothing` and the server's side is `nothing
 * sent`: no packet reached its interface. A packet that the server's own firewall drops is captured before that, so
 * both sides end with `nothing`.
 */
export function readWire(
  packets: readonly Packet[],
  conversation: WireConversation,
  declared: Wire = 'SYN > SYN-ACK',
): string {
  const told = readAttempts(packets, conversation)
    .filter(({ atMs }) => isInTime(atMs, conversation))
    .map((attempt) => wordsOf(attempt, declared).join(' > '));
  return told.length === 0 ? ('nothing sent' satisfies Wire) : [...new Set(told)].join(' + ');
}

function wordsOf({ replies, standing }: ConnectionAttempt, declared: Wire): string[] {
  const opening = ['SYN', ...(replies.length === 0 ? ['nothing'] : replies)];
  const depth = (declared.split(' + ').at(-1) ?? '').split(' > ').length - 2;
  if (standing === undefined || depth <= 0) return opening;
  const words = standing.told();
  return [...opening, ...words.slice(0, words[depth] === 'nothing' ? depth + 1 : depth)];
}

/** Declared packets: one value for both sides, or one for each. */
export type DeclaredWire = Wire | { client: Wire; server: Wire };
export interface SeenWire {
  client: string;
  server: string;
}

/** Expands one value to both sides. */
export const atBothEnds = (declared: DeclaredWire): { client: Wire; server: Wire } =>
  typeof declared === 'string' ? { client: declared, server: declared } : declared;

/** Whether both sides saw the declared packets. */
export function agrees(declared: DeclaredWire, seen: SeenWire): boolean {
  const expected = atBothEnds(declared);
  return expected.client === seen.client && expected.server === seen.server;
}

/** When each connection was begun (Unix milliseconds). A retransmitted SYN does not begin one. */
export const attemptTimes = (
  packets: readonly Packet[],
  conversation: WireConversation,
): number[] =>
  readAttempts(packets, conversation)
    .map(({ atMs }) => atMs)
    .filter((atMs) => isInTime(atMs, conversation));

interface ConnectionAttempt {
  atMs: number;
  /** Sequence number of its SYN: equal in retransmissions, new on a reused port. */
  sequence: number;
  replies: string[];
  /** Present once it is established. */
  standing?: EstablishedConnection;
}

function readAttempts(packets: readonly Packet[], conversation: WireConversation) {
  const attempts: ConnectionAttempt[] = [];
  const latest = new Map<string, ConnectionAttempt>();
  for (const packet of packets) {
    if (packet.kind === 'tcp' && isSyn(packet, conversation)) {
      const { atMs, sequence } = packet;
      const key = attemptKey(packet.source, packet.sourcePort);
      if (latest.get(key)?.sequence === sequence) continue;
      const attempt: ConnectionAttempt = { atMs, sequence, replies: [] };
      latest.set(key, attempt);
      attempts.push(attempt);
      continue;
    }
    const segment = packet.kind === 'tcp' ? segmentOf(packet, conversation) : undefined;
    const standing = segment && latest.get(segment.key)?.standing;
    if (packet.kind === 'tcp' && segment && standing) {
      standing.take(packet, segment.from);
      continue;
    }
    const reply = readReply(packet, conversation);
    const attempt = reply === undefined ? undefined : latest.get(reply.key);
    if (reply === undefined || attempt?.sequence !== reply.sequence) continue;
    const last = attempt.replies.at(-1);
    if (last === 'RST' || attempt.standing) continue;
    if (last !== reply.word) attempt.replies.push(reply.word);
    if (packet.kind === 'tcp' && reply.word === 'SYN-ACK')
      attempt.standing = new EstablishedConnection(packet);
  }
  return attempts;
}

const attemptKey = (client: string, clientPort: number): string => `${client} ${clientPort}`;

function isInTime(atMs: number, { fromMs, untilMs }: WireConversation): boolean {
  return atMs >= (fromMs ?? -Infinity) && atMs <= (untilMs ?? Infinity);
}

const isServer = (address: string, { serverAddress }: WireConversation): boolean =>
  serverAddress === undefined || address === serverAddress;

function isSyn(packet: TcpPacket, conversation: WireConversation): boolean {
  return (
    packet.flags.includes('SYN') &&
    !packet.flags.includes('ACK') &&
    conversation.clientAddresses.includes(packet.source) &&
    isServer(packet.destination, conversation) &&
    packet.destinationPort === conversation.serverPort
  );
}

/** A segment between client and server, with the key of its connection. */
function segmentOf(
  packet: TcpPacket,
  conversation: WireConversation,
): { key: string; from: 'client' | 'server' } | undefined {
  const { clientAddresses, serverPort } = conversation;
  const { source, sourcePort, destination, destinationPort } = packet;
  if (clientAddresses.includes(source) && destinationPort === serverPort) {
    return isServer(destination, conversation)
      ? { key: attemptKey(source, sourcePort), from: 'client' }
      : undefined;
  }
  return isServer(source, conversation) && sourcePort === serverPort
    ? { key: attemptKey(destination, destinationPort), from: 'server' }
    : undefined;
}

interface ReplyPacket {
  key: string;
  /** Sequence number of the answered SYN. */
  sequence: number;
  word: string;
}

function readReply(packet: Packet, conversation: WireConversation): ReplyPacket | undefined {
  if (packet.kind === 'tcp') return readTcpReply(packet, conversation);
  if (packet.kind === 'icmp' || packet.kind === 'icmpv6')
    return readIcmpReply(packet, conversation);
  return undefined;
}

/** A SYN-ACK and the reset of a SYN both acknowledge the SYN (RFC 9293, 3.5.2, 3.10.7.1). */
function readTcpReply(packet: TcpPacket, conversation: WireConversation): ReplyPacket | undefined {
  if (!isServer(packet.source, conversation)) return undefined;
  if (packet.sourcePort !== conversation.serverPort) return undefined;
  const key = attemptKey(packet.destination, packet.destinationPort);
  const sequence = (packet.acknowledgement - 1) >>> 0;
  if (packet.flags.includes('RST')) return { key, sequence, word: 'RST' };
  const isSynAck = packet.flags.includes('SYN') && packet.flags.includes('ACK');
  return isSynAck ? { key, sequence, word: 'SYN-ACK' } : undefined;
}

function readIcmpReply(
  packet: IcmpPacket,
  conversation: WireConversation,
): ReplyPacket | undefined {
  const { about } = packet;
  if (about?.kind !== 'tcp' || about.sourcePort === undefined) return undefined;
  if (!isServer(about.destination, conversation)) return undefined;
  if (about.destinationPort !== conversation.serverPort) return undefined;
  if (about.sequence === undefined) return undefined;
  const name = packet.kind === 'icmp' ? 'ICMP' : 'ICMPv6';
  const key = attemptKey(about.source, about.sourcePort);
  return { key, sequence: about.sequence, word: `${name} ${packet.type}/${packet.code}` };
}
