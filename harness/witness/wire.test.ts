import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedPackets } from '../../tests/recorded-capture.ts';
import { openings } from '../../vocabulary/index.ts';
import { type IcmpPacket, type Packet, type TcpPacket } from './pcap.ts';
import { agrees, readWire, type WireConversation } from './wire.ts';

const v4 = { clientAddresses: ['10.77.1.2'], serverAddress: '10.77.2.2', serverPort: 8080 };
const v6 = { clientAddresses: ['fd77:1::2'], serverAddress: 'fd77:2::2', serverPort: 8080 };

describe('recorded captures', () => {
  test.each<[string, WireConversation, string, string]>([
    ['accepted', v4, 'SYN > SYN-ACK', 'SYN > SYN-ACK'],
    ['reset', { ...v4, serverPort: 8081 }, 'SYN > RST', 'SYN > RST'],
    ['reject-reset', v4, 'SYN > RST', 'SYN > RST'],
    ['server-drop', v4, 'SYN > nothing', 'SYN > nothing'],
    ['path-drop', v4, 'SYN > nothing', 'nothing sent'],
    ['reply-drop', v4, 'SYN > nothing', 'SYN > SYN-ACK'],
    ['icmp-3-3', v4, 'SYN > ICMP 3/3', 'SYN > ICMP 3/3'],
    ['icmp-3-10', v4, 'SYN > ICMP 3/10', 'SYN > ICMP 3/10'],
    ['icmp-3-13', v4, 'SYN > ICMP 3/13', 'SYN > ICMP 3/13'],
    ['router-icmp-3-1', v4, 'SYN > ICMP 3/1', 'nothing sent'],
    ['ports-held', v4, 'nothing sent', 'nothing sent'],
    ['v6-accepted', v6, 'SYN > SYN-ACK', 'SYN > SYN-ACK'],
    ['v6-icmp-1-4', v6, 'SYN > ICMPv6 1/4', 'SYN > ICMPv6 1/4'],
    ['any-sll', v4, 'SYN > SYN-ACK', 'SYN > SYN-ACK'],
    ['any-sll2', v4, 'SYN > SYN-ACK', 'SYN > SYN-ACK'],
  ])('%s', (name, conversation, client, server) => {
    expect(readWire(recordedPackets(`${name}.client`), conversation)).toBe(client);
    expect(readWire(recordedPackets(`${name}.server`), conversation)).toBe(server);
  });

  test('another port, another server or another client is another conversation', () => {
    const packets = recordedPackets('accepted.client');
    for (const change of [
      { serverPort: 81 },
      { serverAddress: '10.77.2.3' },
      { clientAddresses: ['10.77.1.3'] },
    ]) {
      expect(readWire(packets, { ...v4, ...change })).toBe('nothing sent');
    }
  });
});

const packet = (atMs: number, from: 'client' | 'server', part: Partial<TcpPacket>): Packet => ({
  kind: 'tcp',
  atMs,
  ttl: 64,
  source: from === 'client' ? '10.77.1.2' : '10.77.2.2',
  destination: from === 'client' ? '10.77.2.2' : '10.77.1.2',
  sourcePort: from === 'client' ? 40_000 : 8080,
  destinationPort: from === 'client' ? 8080 : 40_000,
  flags: [],
  sequence: 7,
  acknowledgement: 8,
  payloadBytes: 0,
  ...part,
});
const syn = (atMs: number, sequence = 7) => packet(atMs, 'client', { flags: ['SYN'], sequence });
const synAck = (atMs: number, acknowledgement = 8) =>
  packet(atMs, 'server', { flags: ['SYN', 'ACK'], acknowledgement });
const reset = (atMs: number, acknowledgement = 8) =>
  packet(atMs, 'server', { flags: ['RST', 'ACK'], acknowledgement });
const icmp = (atMs: number, code: number, sequence = 7): Packet => ({
  kind: 'icmp',
  atMs,
  ttl: 64,
  source: '10.77.1.1',
  destination: '10.77.1.2',
  type: 3,
  code,
  about: {
    kind: 'tcp',
    source: '10.77.1.2',
    destination: '10.77.2.2',
    sourcePort: 40_000,
    destinationPort: 8080,
    sequence,
  },
});

/** An ICMP error about another packet than the SYN, in what `part` says. */
const about = (atMs: number, part: object): Packet => {
  const error = icmp(atMs, 3) as IcmpPacket;
  return { ...error, about: { ...error.about!, ...part } };
};

describe('sequences', () => {
  test.each<[string, Packet[], string]>([
    ['retransmissions are one SYN', [syn(0), syn(1), syn(3)], 'SYN > nothing'],
    [
      'an ICMP for each retransmission is said once',
      [syn(0), icmp(0, 1), syn(1), icmp(1, 1)],
      'SYN > ICMP 3/1',
    ],
    [
      'an ICMP that did not stop the attempt',
      [syn(0), icmp(0, 1), syn(1), synAck(1)],
      'SYN > ICMP 3/1 > SYN-ACK',
    ],
    ['a reset after the connection stood', [syn(0), synAck(0), reset(9)], 'SYN > SYN-ACK'],
    ['an ICMP about another packet of the port', [syn(0), icmp(1, 3, 99)], 'SYN > nothing'],
    [
      'an answer to an earlier SYN of the port',
      [syn(0, 7), syn(5, 90), reset(6, 8)],
      'SYN > nothing',
    ],
    [
      'a port used again',
      [syn(0, 7), synAck(0, 8), syn(5, 90), reset(5, 91)],
      'SYN > SYN-ACK + SYN > RST',
    ],
    [
      'two attempts that went alike',
      [syn(0, 7), reset(0, 8), syn(5, 90), reset(5, 91)],
      'SYN > RST',
    ],
    [
      'a connection from before the capture',
      [packet(0, 'client', { flags: ['ACK'] }), reset(1)],
      'nothing sent',
    ],
    [
      'an ICMP about another server, another port or no known packet',
      [
        syn(0),
        about(1, { destination: '10.77.2.9' }),
        about(2, { destinationPort: 81 }),
        about(3, { kind: 'udp' }),
        about(4, { sourcePort: 40_001 }),
      ],
      'SYN > nothing',
    ],
    [
      'answers to two ports at once belong to their own',
      [syn(0), { ...syn(1), sourcePort: 40_001 } as Packet, reset(2)],
      'SYN > RST + SYN > nothing',
    ],
    ['a reset that was first', [syn(0), reset(1), synAck(2)], 'SYN > RST'],
    ['a SYN-ACK of the client', [packet(0, 'client', { flags: ['SYN', 'ACK'] })], 'nothing sent'],
    ['an ACK of the server', [syn(0), packet(1, 'server', { flags: ['ACK'] })], 'SYN > nothing'],
    [
      'a reset by another machine',
      [syn(0), packet(1, 'server', { flags: ['RST'], source: '10.77.2.9' })],
      'SYN > nothing',
    ],
    ['an acknowledgement that wraps', [syn(0, 0xffffffff), reset(0, 0)], 'SYN > RST'],
  ])('%s', (_, packets, wire) => {
    expect(readWire(packets, v4)).toBe(wire);
  });

  test('an attempt is outside the time when its first SYN is', () => {
    const packets = [syn(0, 7), synAck(0, 8), syn(50, 7), syn(100, 90), reset(101, 91)];
    expect(readWire(packets, { ...v4, fromMs: 10 })).toBe('SYN > RST');
    expect(readWire(packets, { ...v4, untilMs: 99 })).toBe('SYN > SYN-ACK');
    expect(readWire(packets, { ...v4, fromMs: 40, untilMs: 99 })).toBe('nothing sent');
    expect(readWire(packets, { ...v4, fromMs: 100, untilMs: 100 })).toBe('SYN > RST');
  });

  test('where the server is not known beforehand, any counts', () => {
    const { clientAddresses, serverPort } = v4;
    const elsewhere: Packet = { ...syn(0), destination: '10.77.2.9' };
    expect(readWire([elsewhere], { clientAddresses, serverPort })).toBe('SYN > nothing');
    expect(readWire([elsewhere], v4)).toBe('nothing sent');
  });

  test('packets that are not of the conversation never change the wire', () => {
    const stranger = fc.record({
      port: fc.integer({ min: 1, max: 65_535 }).filter((port) => port !== 8080),
      flags: fc.subarray(['SYN', 'ACK', 'RST'] as const),
      at: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(stranger, { maxLength: 6 }), (strangers) => {
        const packets = [syn(0), icmp(1, 3)];
        for (const { port, flags, at } of strangers) {
          packets.splice(at, 0, packet(at, 'server', { sourcePort: port, flags }));
        }
        expect(readWire(packets, v4)).toBe('SYN > ICMP 3/3');
      }),
    );
  });
});

describe('agrees', () => {
  test('one word is meant for both sides', () => {
    for (const wire of openings) {
      expect(agrees(wire, { client: wire, server: wire })).toBe(true);
      expect(agrees(wire, { client: wire, server: 'SYN > ICMP 3/1' })).toBe(false);
      expect(agrees(wire, { client: 'SYN > ICMP 3/1', server: wire })).toBe(false);
    }
  });

  test('a SYN lost on the path is declared for each side', () => {
    const seen = { client: 'SYN > nothing', server: 'nothing sent' };
    expect(agrees('SYN > nothing', seen)).toBe(false);
    expect(agrees({ client: 'SYN > nothing', server: 'nothing sent' }, seen)).toBe(true);
    expect(agrees({ client: 'nothing sent', server: 'SYN > nothing' }, seen)).toBe(false);
  });
});
