/** One packet of the opening of a TCP connection over IPv4. */
export interface FakePacket {
  from: [address: string, port: number];
  to: [address: string, port: number];
  flags: 'SYN' | 'SYN-ACK' | 'RST';
  sequence: number;
}

const bits = { SYN: 0x02, 'SYN-ACK': 0x12, RST: 0x14 };

/** A file as tcpdump(1) writes it (pcap-savefile(5)), of link type RAW: IP without a frame. */
export function captureOf(packets: readonly FakePacket[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt32LE(101, 20);
  return Buffer.concat([header, ...packets.map(recordOf)]);
}

function recordOf({ from, to, flags, sequence }: FakePacket): Buffer {
  const record = Buffer.alloc(16 + 40);
  record.writeUInt32LE(40, 8);
  record.writeUInt32LE(40, 12);
  // RFC 791, 3.1: version 4, five words, 40 bytes in all, to live 64 hops, TCP.
  record.set([0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, ...octets(from[0]), ...octets(to[0])], 16);
  record.writeUInt16BE(from[1], 36);
  record.writeUInt16BE(to[1], 38);
  record.writeUInt32BE(flags === 'SYN' ? sequence : 0, 40);
  record.writeUInt32BE(flags === 'SYN' ? 0 : sequence + 1, 44);
  record.set([0x50, bits[flags]], 48);
  return record;
}

const octets = (address: string): number[] => address.split('.').map(Number);
