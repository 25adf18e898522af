import { describe, expect, test } from 'vitest';
import { readPcap, type Packet } from './pcap.ts';
import { ethernet, fileOf, ipv4, ipv4Udp, ipv6, udp } from './sample-pcap.ts';

const raw = (bytes: readonly number[]): Packet | undefined =>
  readPcap(fileOf(101, [Uint8Array.from(bytes)]))[0];

const unreadable = (file: Uint8Array): string => {
  try {
    readPcap(file);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was read';
};

describe('the message says what is wrong with the file', () => {
  const next = 'Next: check that tcpdump ran in that host, with -w';

  test('it is too short', () => {
    expect(unreadable(new Uint8Array(23))).toBe(
      `A capture cannot be read: it has 23 bytes, and its header alone takes 24.\n  ${next}`,
    );
  });

  test('it is of another format', () => {
    const other = new Uint8Array(24).fill(1, 1, 4);
    expect(unreadable(other)).toContain(
      'it begins with 00010101, which is not the classic pcap format',
    );
  });

  test('it is of a link type that is not known; those that are, are listed', () => {
    expect(unreadable(fileOf(105, []))).toContain(
      'its link type is 105; known are 1 EN10MB, 101 RAW, 113 LINUX_SLL, 276 LINUX_SLL2.',
    );
  });

  test('a record claims too much; it is named by its number and place', () => {
    const claiming = (bytes: number): Uint8Array => {
      const file = fileOf(101, [Uint8Array.from(ipv4Udp(0, udp)), new Uint8Array(4)]);
      const second = 24 + 16 + ipv4Udp(0, udp).length;
      new DataView(file.buffer, file.byteOffset).setUint32(second + 8, bytes);
      return file;
    };
    expect(unreadable(claiming(262_145))).toContain('record 2 at byte 69 claims 262145 bytes');
    // As much as libpcap allows may be meant, and the file ends inside it.
    expect(readPcap(claiming(262_144))).toHaveLength(1);
  });
});

test('a last record without a frame is read like any other', () => {
  const file = fileOf(101, [Uint8Array.from(ipv4Udp(0, udp)), new Uint8Array(0)]);
  expect(readPcap(file)).toHaveLength(1);
});

describe('frames and IP headers at their limits', () => {
  test('a frame that is a header and nothing more holds no packet', () => {
    expect(readPcap(fileOf(1, [ethernet(0x0800, []), ethernet(0x86dd, [])]))).toEqual([]);
  });

  test('what is no IP is none, whatever follows its type', () => {
    const frames = [ethernet(0x0806, ipv4Udp(0, udp)), ethernet(0x86dd, ipv6(17, udp))];
    expect(readPcap(fileOf(1, frames)).map(({ source }) => source)).toEqual(['fd00::1']);
  });

  test('an IPv4 header alone is a packet, and one byte less is none', () => {
    expect(raw(ipv4(47, []))).toMatchObject({ kind: 'other', protocol: 47 });
    expect(raw(ipv4(47, []).slice(0, 19))).toBeUndefined();
  });

  test('options belong to the header: a frame that ends among them holds no packet', () => {
    const optioned = ipv4(17, [1, 1, 1, 1, ...udp]).with(0, 0x46);
    expect(raw(optioned)).toMatchObject({ kind: 'udp', sourcePort: 53, payloadBytes: 1 });
    expect(raw(optioned.slice(0, 24))).toMatchObject({ kind: 'other', protocol: 17 });
    expect(raw(optioned.slice(0, 23))).toBeUndefined();
  });

  test('another version is no IP', () => {
    expect(raw(ipv6(17, udp).with(0, 0x50))).toBeUndefined();
  });
});

describe('IPv6 extension headers are passed over (RFC 8200, 4)', () => {
  /** Names what follows, its length in units of 8 bytes beyond the first, and fills. */
  const extension = (next: number, units = 0): number[] => [
    ...[next, units],
    ...Array<number>(6 + 8 * units).fill(0),
  ];
  const fragment = (offset: number): number[] => [
    17,
    0,
    offset >> 5,
    (offset << 3) & 255,
    0,
    0,
    0,
    1,
  ];
  const read = { kind: 'udp', sourcePort: 53, destinationPort: 8080, payloadBytes: 1 };

  test.each([
    ['hop-by-hop options', ipv6(0, [...extension(17), ...udp])],
    ['routing, of three units', ipv6(43, [...extension(17, 2), ...udp])],
    ['destination options', ipv6(60, [...extension(17, 1), ...udp])],
    ['several', ipv6(0, [...extension(60, 1), ...extension(17), ...udp])],
    ['the first fragment', ipv6(44, [...fragment(0), ...udp])],
    [
      'hop-by-hop options, then the first fragment',
      ipv6(0, [...extension(44), ...fragment(0), ...udp]),
    ],
  ])('%s', (_, bytes) => {
    expect(raw(bytes)).toMatchObject(read);
  });

  test('a fragment header has one length, whatever its second byte says', () => {
    expect(raw(ipv6(44, [...fragment(0).with(1, 3), ...udp]))).toMatchObject(read);
  });

  test('a later fragment is left out', () => {
    expect(raw(ipv6(44, [...fragment(1), ...udp]))).toBeUndefined();
    expect(raw(ipv6(44, [...fragment(32), ...udp]))).toBeUndefined();
  });

  test('an extension that looks like a later fragment is none', () => {
    const options = extension(17).with(2, 1).with(3, 255);
    expect(raw(ipv6(60, [...options, ...udp]))).toMatchObject(read);
  });

  test('one that is cut, or claims more than there is, holds no packet', () => {
    expect(raw(ipv6(0, extension(17).slice(0, 7)))).toBeUndefined();
    expect(raw(ipv6(0, extension(17, 1).slice(0, 15)))).toBeUndefined();
    expect(raw(ipv6(0, extension(17)))).toMatchObject({ kind: 'other', protocol: 17 });
  });
});

describe('transport headers at their limits', () => {
  test('UDP without a payload', () => {
    expect(raw(ipv4(17, udp.slice(0, 8)))).toMatchObject({ kind: 'udp', payloadBytes: 0 });
    expect(raw(ipv4(17, udp.slice(0, 7)))).toMatchObject({ kind: 'other', protocol: 17 });
  });

  test('ICMP of four bytes has a type and a code; of three it is another packet', () => {
    expect(raw(ipv4(1, [8, 1, 0, 0]))).toStrictEqual({
      ...{ kind: 'icmp', atMs: 0, source: '10.0.0.1', destination: '10.0.0.2' },
      ...{ ttl: 64, type: 8, code: 1 },
    });
    expect(raw(ipv4(1, [8, 1, 0]))).toMatchObject({ kind: 'other', protocol: 1 });
  });
});

describe('what an ICMP error is about', () => {
  const unreachable = [3, 3, 0, 0, 0, 0, 0, 0];
  const tcp = [0x9c, 0x40, 0x1f, 0x90, 0, 0, 1, 2];
  const ends = { source: '10.0.0.1', destination: '10.0.0.2' };
  const ports = { sourcePort: 40_000, destinationPort: 8080 };
  const about = (packet: Packet | undefined): unknown =>
    packet && 'about' in packet ? packet.about : undefined;
  const quoting = (...quoted: number[]): unknown =>
    about(raw(ipv4(1, [...unreachable, ...quoted])));

  test('a TCP packet, with its ports and as much of its sequence as is there', () => {
    expect(quoting(...ipv4(6, tcp))).toStrictEqual({
      kind: 'tcp',
      ...ends,
      ...ports,
      sequence: 258,
    });
    expect(quoting(...ipv4(6, tcp.slice(0, 7)))).toStrictEqual({ kind: 'tcp', ...ends, ...ports });
    expect(quoting(...ipv4(6, tcp.slice(0, 4)))).toStrictEqual({ kind: 'tcp', ...ends, ...ports });
    expect(quoting(...ipv4(6, tcp.slice(0, 3)))).toStrictEqual({ kind: 'tcp', ...ends });
  });

  test('a UDP packet has ports and no sequence', () => {
    expect(quoting(...ipv4(17, tcp))).toStrictEqual({ kind: 'udp', ...ends, ...ports });
  });

  test('of another protocol only the addresses are known', () => {
    expect(quoting(...ipv4(47, tcp))).toStrictEqual({ kind: 'other', ...ends });
  });

  test('nothing, where nothing or no IP is quoted', () => {
    expect(quoting()).toBeUndefined();
    expect(quoting(1, 2, 3)).toBeUndefined();
    expect(about(raw(ipv4(1, unreachable.slice(0, 7))))).toBeUndefined();
  });

  test('an echo quotes nothing, whatever it carries', () => {
    const echo = [8, 0, 0, 0, 0, 0, 0, 0, ...ipv4(6, tcp)];
    expect(about(raw(ipv4(1, echo)))).toBeUndefined();
    expect(about(raw(ipv6(58, echo.with(0, 128))))).toBeUndefined();
    // Type 127 is reserved for errors (RFC 4443, 2.1).
    expect(about(raw(ipv6(58, echo.with(0, 127))))).toMatchObject({ kind: 'tcp' });
  });

  test.each([4, 5, 11, 12])('ICMP type %i quotes a packet', (type) => {
    const error = [...unreachable, ...ipv4(6, tcp)].with(0, type);
    expect(about(raw(ipv4(1, error)))).toMatchObject({ kind: 'tcp', ...ports });
  });
});
