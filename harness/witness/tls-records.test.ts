import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordReader } from './tls-records.ts';

const record = (type: number, body: readonly number[], minor = 3): number[] => [
  ...[type, 3, minor, body.length >> 8, body.length & 255],
  ...body,
];
const message = (type: number, bytes = 3): number[] => [type, 0, 0, bytes, ...Array(bytes).fill(9)];
const read = (...pieces: readonly number[][]): string[] => {
  const reader = new RecordReader();
  return pieces.flatMap((piece) => reader.read(Uint8Array.from(piece)));
};

describe('records', () => {
  test.each<[string, number[], string[]]>([
    ['a ClientHello, in a record of version 1.0', record(22, message(1), 1), ['ClientHello']],
    [
      'several messages in one record',
      record(22, [...message(2), ...message(11)]),
      ['ServerHello', 'Certificate'],
    ],
    [
      'several records',
      [...record(22, message(2)), ...record(22, message(11))],
      ['ServerHello', 'Certificate'],
    ],
    ['messages without a word', record(22, [...message(12), ...message(14)]), []],
    ['a change of the cipher', record(20, [1]), []],
    ['an encrypted message, whose length is none', record(22, [1, 200, 7, 7, 7, 7, 7]), []],
    ['an alert', record(21, [2, 40]), ['Alert']],
    ['application data', record(23, [1, 2, 3]), ['data']],
    ['HTTP', [...Buffer.from('HTTP/1.1 200 OK')], ['data']],
    ['a record of a version that never was', record(22, message(1), 5), ['data']],
    ['a record of another major version', [22, 2, 3, 0, 4, 1, 0, 0, 0], ['data']],
    ['a record longer than may be', [22, 3, 3, 0x48, 1, 1, 0, 0, 0], ['data']],
    ['a record of the longest', [22, 3, 3, 0x48, 0, 1, 0, 0, 0], ['ClientHello']],
    [
      'a record behind bytes that are none',
      [...Buffer.from('x'), ...record(21, [2, 40])],
      ['data'],
    ],
  ])('%s', (_, bytes, words) => {
    expect(read(bytes)).toEqual(words);
  });

  test('TLS may begin on a connection after other words, as behind a proxy', () => {
    expect(read([...Buffer.from('CONNECT')], record(22, message(1)))).toEqual([
      'data',
      'ClientHello',
    ]);
  });

  test('what is begun and of another protocol is told when its rest has come', () => {
    expect(read([22, 3], [...Buffer.from('x')])).toEqual([]);
    expect(read([22, 3], [...Buffer.from('xyz')])).toEqual(['data']);
    expect(read([22, 9])).toEqual(['data']);
  });

  test('what a capture lacks of a segment is passed over', () => {
    const reader = new RecordReader();
    const [header, next] = [record(22, message(11, 90)), record(21, [2, 40])];
    expect(reader.read(Uint8Array.from(header.slice(0, 20)), header.length - 20)).toEqual([
      'Certificate',
    ]);
    expect(reader.read(Uint8Array.from(next))).toEqual(['Alert']);
    expect(reader.read(Uint8Array.from(header.slice(0, 20)), header.length - 30)).toEqual([
      'Certificate',
    ]);
    expect(reader.read(Uint8Array.from([...header.slice(-10), ...next]))).toEqual(['Alert']);
    expect(reader.read(Uint8Array.from([22, 3]), 40)).toEqual(['data']);
    expect(reader.read(Uint8Array.from(next))).toEqual(['Alert']);
  });
});

test('however a stream is cut into segments, its words are the same', () => {
  const one = fc.constantFrom(
    record(22, message(1), 1),
    record(22, [...message(2), ...message(11, 40)]),
    record(21, [2, 40]),
    record(20, [1]),
    record(23, Array<number>(30).fill(7)),
  );
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), fc.array(fc.nat(150)), (records, cuts) => {
      const stream = records.flat();
      const places = [0, ...cuts.filter((at) => at < stream.length), stream.length];
      const sorted = places.toSorted((a, b) => a - b);
      const pieces = sorted.slice(1).map((end, index) => stream.slice(sorted[index], end));
      expect(read(...pieces)).toEqual(read(stream));
    }),
  );
});
