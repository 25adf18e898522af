import type { Wire } from '../../vocabulary/index.ts';
import type { IcmpPacket, Packet, TcpPacket } from './pcap.ts';

/** Which packets are meant. Addresses as ip-address(8) prints them, without prefix length. */
export interface WireConversation {
  clientAddresses: readonly string[];
  /** Left out where it is not known beforehand (a resolver, a proxy): then any address counts. */
  serverAddress?: string;
  serverPort: number;
  /** Only attempts whose first SYN was seen in this time (Unix milliseconds) count. */
  fromMs?: number;
  untilMs?: number;
}

/**
 * What the wire did at one side, in the grammar of `wires`, or beyond them in the same grammar
 * (`SYN > ICMP 3/1`, `SYN > ICMPv6 1/4`, `SYN > ICMP 3/1 > SYN-ACK`).
 *
 * Only the opening of the connection is told: a SYN with its retransmissions is one `SYN`, and the
 * SYN-ACK or RST that decides it is the last word. Should the capture hold several attempts (client
 * ports) that went differently, all are told, joined with ` + `, so that none passes unseen.
 *
 * Where the SYN is lost on the path, the client's side says `SYN > nothing` and the server's side
 * `nothing sent`: nothing came as far as its interface. A SYN that the server's own firewall drops
 * was captured before that, so both sides say `SYN > nothing`.
 */
export function readWire(packets: readonly Packet[], conversation: WireConversation): string {
  const told = readAttempts(packets, conversation)
    .filter(({ atMs }) => isInTime(atMs, conversation))
    .map(({ replies }) => ['SYN', ...(replies.length === 0 ? ['nothing'] : replies)].join(' > '));
  return told.length === 0 ? ('nothing sent' satisfies Wire) : [...new Set(told)].join(' + ');
}

/** A wire as a scenario declares it: one word for both sides, or one for each. */
export type DeclaredWire = Wire | { client: Wire; server: Wire };
export interface SeenWire {
  client: string;
  server: string;
}

/** Whether both sides saw what is declared. One declared word is meant for both sides alike. */
export function agrees(declared: DeclaredWire, seen: SeenWire): boolean {
  const expected = typeof declared === 'string' ? { client: declared, server: declared } : declared;
  return expected.client === seen.client && expected.server === seen.server;
}

interface ConnectionAttempt {
  atMs: number;
  /** Of its SYN: a retransmission repeats it, and a reused port draws a new one. */
  sequence: number;
  replies: string[];
}

function readAttempts(packets: readonly Packet[], conversation: WireConversation) {
  const attempts: ConnectionAttempt[] = [];
  const latest = new Map<string, ConnectionAttempt>();
  for (const packet of packets) {
    if (isSyn(packet, conversation)) {
      const { atMs, sequence } = packet;
      const key = attemptKey(packet.source, packet.sourcePort);
      if (latest.get(key)?.sequence === sequence) continue;
      const attempt = { atMs, sequence, replies: [] };
      latest.set(key, attempt);
      attempts.push(attempt);
      continue;
    }
    const reply = readReply(packet, conversation);
    const attempt = reply === undefined ? undefined : latest.get(reply.key);
    if (reply === undefined || attempt?.sequence !== reply.sequence) continue;
    const last = attempt.replies.at(-1);
    const isDecided = last === 'SYN-ACK' || last === 'RST';
    if (!isDecided && last !== reply.word) attempt.replies.push(reply.word);
  }
  return attempts;
}

const attemptKey = (client: string, clientPort: number): string => `${client} ${clientPort}`;

function isInTime(atMs: number, { fromMs, untilMs }: WireConversation): boolean {
  return atMs >= (fromMs ?? -Infinity) && atMs <= (untilMs ?? Infinity);
}

const isServer = (address: string, { serverAddress }: WireConversation): boolean =>
  serverAddress === undefined || address === serverAddress;

function isSyn(packet: Packet, conversation: WireConversation): packet is TcpPacket {
  return (
    packet.kind === 'tcp' &&
    packet.flags.includes('SYN') &&
    !packet.flags.includes('ACK') &&
    conversation.clientAddresses.includes(packet.source) &&
    isServer(packet.destination, conversation) &&
    packet.destinationPort === conversation.serverPort
  );
}

interface Reply {
  key: string;
  /** Of the SYN that it answers. */
  sequence: number;
  word: string;
}

function readReply(packet: Packet, conversation: WireConversation): Reply | undefined {
  if (packet.kind === 'tcp') return readTcpReply(packet, conversation);
  if (packet.kind === 'icmp' || packet.kind === 'icmpv6')
    return readIcmpReply(packet, conversation);
  return undefined;
}

/** A SYN-ACK and the reset of a SYN both acknowledge the SYN (RFC 9293, 3.5.2, 3.10.7.1). */
function readTcpReply(packet: TcpPacket, conversation: WireConversation): Reply | undefined {
  if (!isServer(packet.source, conversation)) return undefined;
  if (packet.sourcePort !== conversation.serverPort) return undefined;
  const key = attemptKey(packet.destination, packet.destinationPort);
  const sequence = (packet.acknowledgement - 1) >>> 0;
  if (packet.flags.includes('RST')) return { key, sequence, word: 'RST' };
  const isSynAck = packet.flags.includes('SYN') && packet.flags.includes('ACK');
  return isSynAck ? { key, sequence, word: 'SYN-ACK' } : undefined;
}

function readIcmpReply(packet: IcmpPacket, conversation: WireConversation): Reply | undefined {
  const { about } = packet;
  if (about?.kind !== 'tcp' || about.sourcePort === undefined) return undefined;
  if (!isServer(about.destination, conversation)) return undefined;
  if (about.destinationPort !== conversation.serverPort) return undefined;
  if (about.sequence === undefined) return undefined;
  const name = packet.kind === 'icmp' ? 'ICMP' : 'ICMPv6';
  const key = attemptKey(about.source, about.sourcePort);
  return { key, sequence: about.sequence, word: `${name} ${packet.type}/${packet.code}` };
}
