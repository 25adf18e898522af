import { expect, test } from 'vitest';
import { recordedPackets } from '../../tests/recorded-capture.ts';
import { mergeCaptures } from './merge-captures.ts';
import type { Packet } from './pcap.ts';
import { StreamWords } from './stream-words.ts';
import { labelOf } from './wire-ladder.ts';

const merged = (name: string): string[] => {
  const words = new StreamWords();
  return mergeCaptures(recordedPackets(`${name}.client`), recordedPackets(`${name}.server`)).map(
    ({ packet, at }) => `${labelOf(packet, words)}, ${at}`,
  );
};

test.each([
  ['accepted', ['both']],
  ['server-drop', ['both']],
  ['path-drop', ['client']],
  ['reply-drop', ['both', 'server']],
])('%s: where packets were seen', (name, at) => {
  const seen = merged(name).map((line) => line.split(', ')[1]);
  expect([...new Set(seen)]).toEqual(at);
  expect(seen.length).toBeGreaterThan(0);
});

test('a refusal', () => {
  expect(merged('reset')).toMatchInlineSnapshot(`
    [
      "SYN :60870 > :8081, both",
      "RST-ACK :8081 > :60870, both",
    ]
  `);
});

test('an answer of a router is seen at the client only', () => {
  expect(merged('router-icmp-3-1')).toMatchInlineSnapshot(`
    [
      "SYN :56284 > :8080, client",
      "ICMP 3/1 host unreachable about :56284 > :8080, client",
    ]
  `);
});

test('as many sightings as packets, in the order of time', () => {
  const [client, server] = [recordedPackets('accepted.client'), recordedPackets('accepted.server')];
  const sightings = mergeCaptures(client, server);
  const both = sightings.filter(({ at }) => at === 'both').length;
  expect(sightings.length + both).toBe(client.length + server.length);
  const times = sightings.map(({ packet }) => packet.atMs);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

test('each retransmission has its own twin', () => {
  const [syn] = recordedPackets('reset.client');
  const again = { ...syn!, atMs: syn!.atMs + 1000 };
  const late = { ...syn!, atMs: syn!.atMs + 1 };
  expect(mergeCaptures([syn!, again], [late]).map(({ at }) => at)).toEqual(['both', 'client']);
});

const [syn, answer] = recordedPackets('reset.client') as [Packet, Packet];
const at = (packet: Packet, atMs: number): Packet => ({ ...packet, atMs });

test('a packet that both have has the time of the first, whoever that is', () => {
  const times = (client: number, server: number) =>
    mergeCaptures([at(syn, client)], [at(syn, server)]).map(({ packet }) => packet.atMs);
  expect(times(1, 2)).toEqual([1]);
  expect(times(2, 1)).toEqual([1]);
});

test('what differs in more than its time is another packet, in the order of time', () => {
  const sightings = mergeCaptures(
    [at(answer, 3), at(syn, 1)],
    [at({ ...syn, ttl: 9 }, 4), at(answer, 2)],
  );
  expect(sightings.map(({ packet, at: where }) => [packet.atMs, where])).toEqual([
    [1, 'both'],
    [2, 'both'],
  ]);
  const changed: Packet = { ...syn, source: '10.9.9.9' };
  const apart = mergeCaptures([at(syn, 5)], [at(changed, 4)]);
  expect(apart.map(({ packet, at: where }) => [packet.atMs, where])).toEqual([
    [4, 'server'],
    [5, 'client'],
  ]);
});
