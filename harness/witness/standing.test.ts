import { describe, expect, test } from 'vitest';
import { recordedPackets } from '../../tests/recorded-capture.ts';
import type { Wire } from '../../vocabulary/index.ts';
import { type Packet, type TcpPacket } from './pcap.ts';
import { EstablishedConnection } from './standing.ts';
import { readWire } from './wire.ts';

const recorded = (name: string): Packet[] => recordedPackets(`${name}.client`);

const loopback = {
  clientAddresses: ['127.0.0.1'],
  serverAddress: '127.0.0.1',
  serverPort: 8080,
};

/** More words than any connection here has. */
const whole: Wire = `SYN > SYN-ACK > data > ${'FIN > data > '.repeat(10)}`;

describe('recorded connections', () => {
  test.each([
    // OpenSSL does not trust the certificate. Its alert is in clear in both versions.
    ['tls-1.2', 'ClientHello > ServerHello > Certificate > Alert > FIN'],
    ['tls-1.3', 'ClientHello > ServerHello > data > Alert'],
    // Node sends no alert: it goes.
    ['tls-node', 'ClientHello > ServerHello > data'],
    // The server wants another group (RFC 8446, 4.1.4): a second ClientHello, in clear as well.
    ['tls-retry', 'ClientHello > ServerHello > ClientHello > ServerHello > data > FIN > data'],
    ['tls-version', 'ClientHello > Alert > FIN'],
    // A server that sends back what it gets.
    ['tls-echoed', 'ClientHello > Alert'],
    ['standing-end', 'data > FIN'],
    ['standing-reset', 'data > RST'],
    ['standing-drop', 'data > nothing'],
  ])('%s', (name, words) => {
    expect(readWire(recorded(name), loopback, whole)).toBe(`SYN > SYN-ACK > ${words}`);
  });

  test.each<[Wire, string]>([
    ['SYN > SYN-ACK', 'SYN > SYN-ACK'],
    ['SYN > RST', 'SYN > SYN-ACK'],
    ['nothing sent', 'SYN > SYN-ACK'],
    ['SYN > SYN-ACK > data', 'SYN > SYN-ACK > ClientHello'],
    ['SYN > SYN-ACK > ClientHello > Alert', 'SYN > SYN-ACK > ClientHello > ServerHello'],
  ])('as many words are told as are declared: %s', (declared, told) => {
    expect(readWire(recorded('tls-1.2'), loopback, declared)).toBe(told);
  });

  test('nothing is told beyond them, too', () => {
    const told = readWire(recorded('standing-drop'), loopback, 'SYN > SYN-ACK > data');
    expect(told).toBe('SYN > SYN-ACK > data > nothing');
    expect(readWire(recorded('standing-drop'), loopback)).toBe('SYN > SYN-ACK');
  });

  test.each([
    [100, 'ClientHello > ServerHello > Certificate > Alert > FIN'],
    [20, 'ClientHello > ServerHello > Alert > FIN'],
  ])('a capture that is cut at %i bytes tells what it holds', (length, words) => {
    const cut = recorded('tls-1.2').map((packet) =>
      packet.kind === 'tcp' && packet.payload
        ? { ...packet, payload: packet.payload.subarray(0, length) }
        : packet,
    );
    expect(readWire(cut, loopback, whole)).toBe(`SYN > SYN-ACK > ${words}`);
  });
});

type Part = Partial<TcpPacket> & { text?: string };

const packet = ({ text = '', ...part }: Part): TcpPacket => ({
  ...{ kind: 'tcp', atMs: 0, ttl: 64, source: '', destination: '', sourcePort: 0 },
  ...{ destinationPort: 0, flags: ['ACK'], sequence: 0, acknowledgement: 100 },
  payloadBytes: text.length,
  payload: Buffer.from(text, 'latin1'),
  ...part,
});

/** What is told of segments, `>` by the client and `<` by the server; the first bytes are 100 and 500. */
const told = (...segments: [from: '>' | '<', part: Part][]): string => {
  const standing = new EstablishedConnection(
    packet({ flags: ['SYN', 'ACK'], acknowledgement: 100 }),
  );
  for (const [from, part] of segments) {
    standing.take(packet(part), from === '>' ? 'client' : 'server');
  }
  return standing.told().join(' > ');
};

const hello: ['>', Part] = ['>', { sequence: 100, text: 'hello' }];
const acknowledged: ['<', Part] = ['<', { sequence: 500, acknowledgement: 105 }];

describe('segments', () => {
  test.each<[string, ['>' | '<', Part][], string]>([
    ['nothing is said', [['<', { sequence: 500 }]], ''],
    ['a question that was not sent again may be on its way', [hello], 'data'],
    ['a question that was sent again', [hello, hello], 'data > nothing'],
    ['and is acknowledged after all', [hello, hello, acknowledged], 'data'],
    ['a question sent again that had come', [hello, acknowledged, hello], 'data'],
    ['a second question', [hello, acknowledged, ['>', { sequence: 105, text: 'a' }]], 'data'],
    [
      'a second question, sent again',
      [
        hello,
        acknowledged,
        ['>', { sequence: 105, text: 'a' }],
        ['>', { sequence: 105, text: 'a' }],
      ],
      'data > nothing',
    ],
    [
      'an answer sent again',
      [hello, ['<', { sequence: 500, text: 'x' }], ['<', { sequence: 500, text: 'x' }]],
      'data',
    ],
    ['a keep-alive', [hello, acknowledged, ['>', { sequence: 104, text: 'o' }]], 'data'],
    ['the server ends it', [acknowledged, ['<', { flags: ['FIN', 'ACK'] }]], 'FIN'],
    ['with last words', [['<', { flags: ['FIN', 'ACK'], text: 'bye' }]], 'data > FIN'],
    [
      'and ends it once more',
      [
        ['<', { flags: ['FIN'] }],
        ['<', { flags: ['FIN'] }],
      ],
      'FIN',
    ],
    ['a reset ends all', [hello, hello, ['<', { flags: ['RST'] }], hello], 'data > RST'],
    [
      'the client ends it',
      [
        ['>', { flags: ['FIN'] }],
        ['<', { flags: ['FIN'] }],
      ],
      '',
    ],
    ['the client breaks off', [hello, ['>', { flags: ['RST'] }], ['<', { text: 'x' }]], 'data'],
    [
      'numbers that wrap',
      [
        ['>', { sequence: 2 ** 32 - 1, text: 'ab' }],
        ['<', { acknowledgement: 1, text: 'x' }],
        ['>', { sequence: 1, text: 'c' }],
        ['<', { sequence: 1, acknowledgement: 2, flags: ['FIN', 'ACK'] }],
      ],
      'data > FIN',
    ],
  ])('%s', (_, segments, words) => {
    const first = segments[0]?.[1].sequence === 2 ** 32 - 1 ? 2 ** 32 - 1 : 100;
    const standing = new EstablishedConnection(packet({ acknowledgement: first }));
    for (const [from, part] of segments) {
      standing.take(packet(part), from === '>' ? 'client' : 'server');
    }
    expect(standing.told().join(' > ')).toBe(words);
  });

  test('a segment that brings old bytes and new ones says what is new', () => {
    const clientHello = '\x16\x03\x01\x00\x04\x01\x00\x00\x00';
    expect(
      told(
        ['>', { sequence: 100, text: clientHello }],
        ['>', { sequence: 100, text: `${clientHello}\x15\x03\x03\x00\x02\x01\x00` }],
      ),
    ).toBe('ClientHello > Alert');
  });
});
