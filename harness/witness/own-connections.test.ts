import { expect, test } from 'vitest';
import { withoutEmptyOwn } from './own-connections.ts';
import type { TcpFlag } from './pcap-packet.ts';
import type { Packet, TcpPacket } from './pcap.ts';

const segment = (
  [sourcePort, destinationPort]: readonly [number, number],
  flags: TcpFlag[],
  more: Partial<TcpPacket> = {},
): Packet => ({
  ...{ kind: 'tcp', atMs: 0, ttl: 64, source: '127.0.0.1', destination: '127.0.0.1' },
  ...{ sourcePort, destinationPort, flags, sequence: 1, acknowledgement: 1, payloadBytes: 0 },
  ...more,
});
const to = [5, 80] as const;
const back = [80, 5] as const;
const taken = [segment(to, ['SYN']), segment(back, ['SYN', 'ACK']), segment(to, ['ACK'])];

test.each<[string, Packet[], number]>([
  ['one that stood, carried nothing and ended', [...taken, segment(to, ['RST', 'ACK'])], 0],
  ['one whose begin was not captured', [segment(to, ['ACK']), segment(back, ['ACK'])], 0],
  ['one that is refused', [segment(to, ['SYN']), segment(back, ['RST', 'ACK'])], 2],
  ['one that carries something', [...taken, segment(back, ['ACK'], { payloadBytes: 4 })], 4],
  ['one between hosts', taken.map((packet) => ({ ...packet, source: '10.0.0.1' })), 3],
])('%s: packets that stay', (_, packets, stay) => {
  const other = segment([7, 81], ['SYN']);
  expect(withoutEmptyOwn([other, ...packets])).toHaveLength(1 + stay);
});
