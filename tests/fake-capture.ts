/** One packet of a TCP connection over IPv4. */
export interface FakePacket {
  from: [address: string, port: number];
  to: [address: string, port: number];
  flags: 'SYN' | 'SYN-ACK' | 'RST' | 'ACK' | 'FIN';
  /** Of the client's SYN, which all else answers; the server's own begin with 1. */
  sequence: number;
  /** What is said, and how many bytes each side has said before. */
  says?: { text: string; client: number; server: number };
}

const bits = { SYN: 0x02, 'SYN-ACK': 0x12, RST: 0x14, ACK: 0x10, FIN: 0x11 };

/** A file as tcpdump(1) writes it (pcap-savefile(5)), of link type RAW: IP without a frame. */
export function captureOf(packets: readonly FakePacket[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt32LE(101, 20);
  // Whoever sent the first SYN is the client.
  const [client] = packets[0]?.from ?? [];
  return Buffer.concat([header, ...packets.map((packet) => recordOf(packet, client))]);
}

function recordOf(packet: FakePacket, client: string | undefined): Buffer {
  const { from, to, flags, says } = packet;
  const text = Buffer.from(says?.text ?? '');
  const length = 40 + text.length;
  const record = Buffer.alloc(16 + 40);
  record.writeUInt32LE(length, 8);
  record.writeUInt32LE(length, 12);
  // RFC 791, 3.1: version 4, five words, all bytes, to live 64 hops, TCP.
  record.set(
    [0x45, 0, 0, length, 0, 0, 0, 0, 64, 6, 0, 0, ...octets(from[0]), ...octets(to[0])],
    16,
  );
  record.writeUInt16BE(from[1], 36);
  record.writeUInt16BE(to[1], 38);
  const [sequence, acknowledgement] = numbersOf(packet, from[0] === client);
  record.writeUInt32BE(sequence, 40);
  record.writeUInt32BE(acknowledgement, 44);
  record.set([0x50, bits[flags]], 48);
  return Buffer.concat([record, text]);
}

function numbersOf({ flags, sequence, says }: FakePacket, isClient: boolean): [number, number] {
  if (flags === 'SYN') return [sequence, 0];
  const { client = 0, server = 0 } = says ?? {};
  const [own, other] = [sequence + 1 + client, 1 + server];
  if (isClient) return [own, other];
  return [says ? other : 0, own];
}

const octets = (address: string): number[] => address.split('.').map(Number);
