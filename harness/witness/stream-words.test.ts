import { describe, expect, test } from 'vitest';
import { recordedPackets } from '../../tests/recorded-capture.ts';
import type { TcpPacket } from './pcap.ts';
import { StreamWords } from './stream-words.ts';

const way = {
  client: { source: '10.0.0.1', sourcePort: 5, destination: '10.0.0.2', destinationPort: 80 },
  server: { source: '10.0.0.2', sourcePort: 80, destination: '10.0.0.1', destinationPort: 5 },
};
type Piece = readonly [from: keyof typeof way, bytes: Uint8Array, missingBytes?: number];

/** The words of segments that follow each other on one connection. */
function wordsOf(pieces: readonly Piece[]): string[] {
  const words = new StreamWords();
  const next = { client: 4_294_967_290, server: 1 };
  return pieces.map(([from, payload, missingBytes = 0]) => {
    const payloadBytes = payload.length + missingBytes;
    const packet: TcpPacket = {
      ...{ kind: 'tcp', atMs: 0, ttl: 64, flags: ['ACK'], acknowledgement: 0, ...way[from] },
      ...{ sequence: next[from], payloadBytes, payload },
    };
    next[from] = (next[from] + payloadBytes) >>> 0;
    return words.of(packet);
  });
}

const ask = Buffer.from('GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
const accept = Buffer.from(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
);
const upgraded: readonly Piece[] = [
  ['client', ask],
  ['server', accept],
];
/** A frame of a client is masked, here with 1, 2, 3, 4 (RFC 6455, 5.3). */
const masked = (opcode: number, payload: readonly number[]): Buffer =>
  Buffer.from([
    ...[0x80 | opcode, 0x80 | payload.length, 1, 2, 3, 4],
    ...payload.map((byte, index) => byte ^ ((index % 4) + 1)),
  ]);

describe('frames of WebSocket', () => {
  test.each<[string, Piece, string]>([
    ['text', ['server', Buffer.from([0x81, 2, 104, 105])], 'text frame'],
    ['masked text', ['client', masked(1, [104, 105])], 'text frame'],
    ['binary', ['client', masked(2, [0, 1, 2])], 'binary frame'],
    [
      'a fragment, and its rest',
      ['server', Buffer.from([1, 0, 0x80, 0])],
      'text frame, continuation frame',
    ],
    ['ping', ['server', Buffer.from([0x89, 0])], 'ping frame'],
    ['pong', ['client', masked(10, [])], 'pong frame'],
    ['close with its code', ['server', Buffer.from([0x88, 2, 0x03, 0xf1])], 'close frame 1009'],
    ['masked close', ['client', masked(8, [0x03, 0xe8, 98, 121, 101])], 'close frame 1000'],
    ['close without a code', ['server', Buffer.from([0x88, 0])], 'close frame'],
    [
      'several of a kind',
      ['server', Buffer.from([0x89, 0, 0x89, 0, 0x81, 0])],
      '2 ping frames, text frame',
    ],
    ['no frame', ['server', Buffer.from([0x83, 0])], ''],
  ])('%s', (_, piece, words) => {
    expect(wordsOf([...upgraded, piece])).toEqual([
      'GET /chat HTTP/1.1',
      'HTTP/1.1 101 Switching Protocols',
      words,
    ]);
  });

  test('the first may be in the segment of the answer', () => {
    const greeting = Buffer.concat([accept, Buffer.from([0x81, 2, 104, 105])]);
    expect(
      wordsOf([
        ['client', ask],
        ['server', greeting],
      ])[1],
    ).toBe('HTTP/1.1 101 Switching Protocols, text frame');
  });

  test('a long one, its header cut in two, is told once', () => {
    const header: Piece = ['server', Buffer.from([0x82, 126])];
    const rest: Piece = ['server', Buffer.concat([Buffer.from([0, 200]), Buffer.alloc(150, 0x89)])];
    const end: Piece = ['server', Buffer.concat([Buffer.alloc(50, 0x89), Buffer.from([0x89, 0])])];
    expect(wordsOf([...upgraded, header, rest, end]).slice(2)).toEqual([
      '',
      'binary frame',
      'ping frame',
    ]);
  });

  test('the longest form of a length', () => {
    const whole = Buffer.concat([
      Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0, 0, 3]),
      Buffer.alloc(3),
    ]);
    const both: Piece = ['server', Buffer.concat([whole, Buffer.from([0x89, 0])])];
    expect(wordsOf([...upgraded, both])[2]).toBe('binary frame, ping frame');
  });

  test('what the capture lacks of a payload is passed over', () => {
    const header: Piece = ['server', Buffer.from([0x82, 100, 1, 2, 3]), 97];
    const ping: Piece = ['server', Buffer.from([0x89, 0])];
    expect(wordsOf([...upgraded, header, ping]).slice(2)).toEqual(['binary frame', 'ping frame']);
  });

  test('bytes of a plain connection are no frames', () => {
    expect(wordsOf([['server', Buffer.from([0x81, 2, 104, 105])]])).toEqual(['']);
  });
});

test('a segment that is sent again has the same words, and moves nothing on', () => {
  const words = new StreamWords();
  const [hello] = recordedPackets('tls-node.client').filter(
    (packet): packet is TcpPacket => packet.kind === 'tcp' && packet.payloadBytes > 0,
  );
  const said = hello && [words.of(hello), words.of(hello)];
  expect(said).toEqual(Array(2).fill('ClientHello without SNI'));
});

describe('TLS', () => {
  const spoken = (name: string): string[] => {
    const words = new StreamWords();
    return recordedPackets(name)
      .flatMap((packet) => (packet.kind === 'tcp' ? [words.of(packet)] : []))
      .filter((said) => said !== '');
  };

  const rest = Array<string>(5).fill('encrypted record');
  test.each<[string, string[]]>([
    [
      'tls-1.2.client',
      [
        'ClientHello without SNI',
        'ServerHello, Certificate, ServerKeyExchange, ServerHelloDone',
        'Alert fatal unknown_ca',
      ],
    ],
    [
      'tls-1.3.client',
      [
        'ClientHello without SNI',
        'ServerHello, ChangeCipherSpec, 4 encrypted records',
        'Alert fatal unknown_ca',
      ],
    ],
    [
      'tls-retry.client',
      [
        'ClientHello without SNI',
        'ServerHello, ChangeCipherSpec',
        'ChangeCipherSpec, ClientHello without SNI',
        'ServerHello, 4 encrypted records',
        ...rest,
      ],
    ],
    ['tls-version.client', ['ClientHello without SNI', 'Alert fatal protocol_version']],
  ])('%s', (name, words) => {
    expect(spoken(name)).toEqual(words);
  });

  const hello = (extensions: readonly number[], cutBytes = 0): Buffer => {
    const body = [
      ...[3, 3, ...Array<number>(32).fill(7), 0, 0, 2, 19, 1, 1, 0],
      ...[0, extensions.length, ...extensions],
    ];
    const message = [1, 0, 0, body.length, ...body];
    const bytes = [22, 3, 1, 0, message.length, ...message];
    return Buffer.from(bytes.slice(0, bytes.length - cutBytes));
  };
  const sni = (name: string): number[] => {
    const bytes = [...Buffer.from(name)];
    return [0, 0, 0, bytes.length + 5, 0, bytes.length + 3, 0, 0, bytes.length, ...bytes];
  };

  test.each<[string, Buffer, string]>([
    [
      'the name, behind another extension',
      hello([0, 23, 0, 0, ...sni('shop.test')]),
      'ClientHello, SNI shop.test',
    ],
    ['none', hello([0, 23, 0, 0]), 'ClientHello without SNI'],
    ['what ends before it', hello([0, 23, 0, 0, ...sni('shop.test')], 20), 'ClientHello'],
    ['bytes that no name has', hello(sni('a\n<b>\u001b')), 'ClientHello, SNI a?<b>?'],
  ])('a ClientHello: %s', (_, bytes, words) => {
    expect(wordsOf([['client', bytes]])).toEqual([words]);
  });

  test.each<[string, number[], string]>([
    ['fatal', [21, 3, 3, 0, 2, 2, 112], 'Alert fatal unrecognized_name'],
    ['a warning', [21, 3, 3, 0, 2, 1, 0], 'Alert warning close_notify'],
    ['of a number without a name', [21, 3, 3, 0, 2, 2, 99], 'Alert fatal 99'],
    ['encrypted', [21, 3, 3, 0, 19, 2, 112, ...Array<number>(17).fill(0)], 'encrypted Alert'],
  ])('an alert: %s', (_, bytes, words) => {
    expect(wordsOf([['server', Buffer.from(bytes)]])).toEqual([words]);
  });
});
