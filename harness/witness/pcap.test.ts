import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureNames, recordedCapture } from '../../tests/recorded-capture.ts';
import { EngineError } from '../errors.ts';
import { readPcap, type Packet } from './pcap.ts';
import { ethernet, fileOf, ipv4Udp, udp } from './sample-pcap.ts';

const withoutTime = (packets: Packet[]) => packets.map((packet) => ({ ...packet, atMs: 0 }));

/** The same file as a machine of the other byte order writes it: only pcap's own fields turn. */
function turned(file: Uint8Array<ArrayBuffer>): Uint8Array {
  const copy = file.slice();
  const turn = (offset: number, bytes: number) => copy.subarray(offset, offset + bytes).reverse();
  const view = new DataView(file.buffer);
  for (const [offset, bytes] of [
    [0, 4],
    [4, 2],
    [6, 2],
    [8, 4],
    [12, 4],
    [16, 4],
    [20, 4],
  ] as const) {
    turn(offset, bytes);
  }
  for (let offset = 24; offset < file.length; offset += 16 + view.getUint32(offset + 8, true)) {
    for (const field of [0, 4, 8, 12]) turn(offset + field, 4);
  }
  return copy;
}

test('a refused attempt is decoded whole', () => {
  expect(readPcap(recordedCapture('icmp-3-3.client'))).toMatchInlineSnapshot(`
    [
      {
        "acknowledgement": 0,
        "atMs": 1795499194948.699,
        "destination": "10.77.2.2",
        "destinationPort": 8080,
        "flags": [
          "SYN",
        ],
        "kind": "tcp",
        "payloadBytes": 0,
        "sequence": 303123322,
        "source": "10.77.1.2",
        "sourcePort": 39628,
        "ttl": 64,
      },
      {
        "about": {
          "destination": "10.77.2.2",
          "destinationPort": 8080,
          "kind": "tcp",
          "sequence": 303123322,
          "source": "10.77.1.2",
          "sourcePort": 39628,
        },
        "atMs": 1795499194948.837,
        "code": 3,
        "destination": "10.77.1.2",
        "kind": "icmp",
        "source": "10.77.2.2",
        "ttl": 63,
        "type": 3,
      },
    ]
  `);
});

test('link types and resolutions give the same shape of the same conversation', () => {
  const flags = (name: string) =>
    readPcap(recordedCapture(name)).map((packet) =>
      packet.kind === 'tcp' ? packet.flags.join() : '',
    );
  const expected = flags('accepted.client');
  expect(expected.slice(0, 4)).toEqual(['SYN', 'SYN,ACK', 'ACK', 'PSH,ACK']);
  for (const name of [
    'any-sll.client',
    'any-sll2.client',
    'nanoseconds.server',
    'v6-accepted.client',
  ]) {
    expect(flags(name).slice(0, 4), name).toEqual(expected.slice(0, 4));
  }
});

test('nanoseconds are read as such', () => {
  const [first, second] = readPcap(recordedCapture('nanoseconds.client'));
  expect(second!.atMs - first!.atMs).toBeGreaterThan(0.01);
  expect(second!.atMs - first!.atMs).toBeLessThan(1);
});

test('the payload is counted by the IP header where the capture is cut at its snapshot length', () => {
  const raw = ipv4Udp(0, udp);
  raw[3] = 200;
  expect(readPcap(fileOf(101, [Uint8Array.from(raw)]))).toMatchObject([{ payloadBytes: 172 }]);
});

test.each(captureNames)('%s reads the same in the other byte order', (name) => {
  const file = recordedCapture(name);
  expect(readPcap(turned(file))).toEqual(readPcap(file));
});

describe('what is left out', () => {
  const whole = ethernet(0x0800, ipv4Udp(0, udp));
  test.each([
    ['ARP', ethernet(0x0806, [0, 1])],
    ['a VLAN tag', ethernet(0x8100, [0, 1, 8, 0, ...ipv4Udp(0, udp)])],
    ['a later fragment', ethernet(0x0800, ipv4Udp(100, udp))],
    ['a frame shorter than its header', new Uint8Array(9)],
    ['an IP header that is cut', whole.slice(0, 30)],
    [
      'an IPv4 header that claims less than 20 bytes',
      ethernet(0x0800, [0x41, ...Array(30).fill(0)]),
    ],
  ])('%s', (_, frame) => {
    expect(withoutTime(readPcap(fileOf(1, [frame, whole])))).toEqual(
      withoutTime(readPcap(fileOf(1, [whole]))),
    );
  });

  test('but the first fragment is read', () => {
    const first = readPcap(fileOf(1, [ethernet(0x0800, ipv4Udp(0x2000, udp))]));
    expect(first).toMatchObject([{ kind: 'udp', sourcePort: 53, destinationPort: 8080 }]);
  });

  test('and a transport header that is cut is another packet', () => {
    expect(readPcap(fileOf(1, [whole.slice(0, 38)]))).toMatchObject([
      { kind: 'other', protocol: 17 },
    ]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['half a header', recordedCapture('reset.client').slice(0, 23)],
    ['pcapng', Uint8Array.from([0x0a, 0x0d, 0x0d, 0x0a, ...Array(28).fill(0)])],
    ['another link type', fileOf(105, [])],
    [
      'a record that is no record',
      (() => {
        const file = fileOf(1, [new Uint8Array(4)]);
        file.fill(0xff, 32, 36);
        return file;
      })(),
    ],
  ])('%s', (_, bytes) => {
    expect(() => readPcap(bytes)).toThrow(
      expect.objectContaining({ name: 'EngineError', code: 'ENGINE_CAPTURE_UNREADABLE' }),
    );
  });
});

test.each(captureNames)('%s cut at any byte gives the packets before the cut', (name) => {
  const file = recordedCapture(name);
  const whole = readPcap(file);
  for (let length = 24; length <= file.length; length += 1) {
    const cut = readPcap(file.slice(0, length));
    const before = whole.slice(0, cut.length);
    // Vitest compares far slower, and tells the difference.
    if (!isDeepStrictEqual(cut, before)) expect(cut).toEqual(before);
    if (length < file.length) expect(cut.length).toBeLessThanOrEqual(Math.max(0, whole.length - 1));
  }
});

describe('properties', () => {
  const reads = (bytes: Uint8Array): void => {
    try {
      readPcap(bytes);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  };

  test('any bytes are read, or refused by name', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), reads));
  });

  test('any frames behind a right header are read', () => {
    const magic = fc.constantFrom(0xa1b2c3d4, 0xa1b23c4d);
    const frames = fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 5 });
    fc.assert(
      fc.property(magic, fc.constantFrom(1, 101, 113, 276), frames, (number, linkType, list) => {
        expect(readPcap(fileOf(linkType, list, number)).length).toBeLessThanOrEqual(list.length);
      }),
    );
  });

  test('real captures with bytes changed are read, or refused by name', () => {
    const changes = fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...captureNames), changes, (name, list) => {
        const file = recordedCapture(name);
        for (const [offset, value] of list) if (offset < file.length) file[offset] = value;
        reads(file);
      }),
    );
  });

  test('any IPv6 address is written as the platform writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (address) => {
        const header = [0x60, 0, 0, 0, 0, 0, 59, 64, ...address, ...address];
        const [packet] = readPcap(fileOf(101, [Uint8Array.from(header)]));
        const groups = Array.from({ length: 8 }, (_, index) =>
          ((address[index * 2]! << 8) | address[index * 2 + 1]!).toString(16),
        );
        expect(packet?.source).toBe(new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1));
      }),
    );
  });
});

test('a frame for the hardware address of another is left out, by either header of a cooked capture', () => {
  const packet = ipv4Udp(0, udp);
  // packet(7): 0 is for this host, 3 for another, 4 is one of its own.
  const sll = (kind: number): Uint8Array =>
    Uint8Array.from([0, kind, ...Array<number>(12).fill(0), 8, 0, ...packet]);
  const sll2 = (kind: number): Uint8Array =>
    Uint8Array.from([
      8,
      0,
      ...Array<number>(8).fill(0),
      kind,
      ...Array<number>(9).fill(0),
      ...packet,
    ]);
  expect(readPcap(fileOf(113, [sll(0), sll(3), sll(4)]))).toHaveLength(2);
  expect(readPcap(fileOf(276, [sll2(0), sll2(3), sll2(4)]))).toHaveLength(2);
});
