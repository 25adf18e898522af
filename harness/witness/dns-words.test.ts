import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dnsWords } from './dns-words.ts';

const label = (text: string): number[] => [text.length, ...Buffer.from(text)];
const name = [...label('shop'), ...label('test'), 0];
const question = (type: number): number[] => [...name, 0, type, 0, 1];
/** A header with these flags, one question and this many answers. */
const header = (flags: number, answers = 0): number[] => [
  ...[0, 7, flags >> 8, flags & 255, 0, 1, 0, answers, 0, 0, 0, 0],
];
/** A record of the name in the question, by a pointer. */
const record = (type: number, data: number[]): number[] => [
  ...[0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, data.length],
  ...data,
];
const said = (...parts: number[][]) => dnsWords(Uint8Array.from(parts.flat()));

test.each([
  ['a question', said(header(0x0100), question(1)), 'A? shop.test'],
  [
    'an address',
    said(header(0x8180, 1), question(1), record(1, [10, 1, 0, 7])),
    'A shop.test 10.1.0.7',
  ],
  [
    'an IPv6 address',
    said(
      header(0x8180, 1),
      question(28),
      record(28, [0xfd, 1, ...Array(13).fill(0), 7] as number[]),
    ),
    'AAAA shop.test fd01::7',
  ],
  [
    'another name',
    said(header(0x8180, 1), question(1), record(5, [...label('www'), 0xc0, 12])),
    'A shop.test CNAME www.shop.test',
  ],
  ['no record', said(header(0x8180), question(28)), 'AAAA shop.test no such record'],
  ['no name', said(header(0x8183), question(1)), 'NXDOMAIN A shop.test'],
  ['a failure', said(header(0x8182), question(1)), 'SERVFAIL A shop.test'],
  ['an unknown type', said(header(0x0100), question(250)), 'TYPE250? shop.test'],
  ['a cut message', said(header(0x8180, 1), question(1), [0xc0]), undefined],
  ['a pointer to itself', said(header(0x0100), [0xc0, 12, 0, 1, 0, 1]), undefined],
])('says %s', (_, words, expected) => {
  expect(words).toBe(expected);
});

test('says something or nothing of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(dnsWords(bytes) ?? '').not.toMatch(/\p{Cc}/u);
    }),
  );
});
