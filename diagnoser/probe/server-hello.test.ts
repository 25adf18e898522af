import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientHello } from './client-hello.ts';
import { readAnswer } from './server-hello.ts';

const record = (type: number, content: readonly number[]): number[] => [
  ...[type, 3, 3, content.length >> 8, content.length & 0xff],
  ...content,
];
const message = (type: number, body: readonly number[]): number[] => [
  ...[type, 0, body.length >> 8, body.length & 0xff],
  ...body,
];
const random = Array<number>(32).fill(7);
const hello = (version: number, extensions: readonly number[] = []): number[] =>
  message(2, [
    ...[version >> 8, version & 0xff, ...random, 0, 0x13, 0x01, 0],
    ...(extensions.length === 0 ? [] : [0, extensions.length, ...extensions]),
  ]);
const supported13 = [0, 51, 0, 2, 0, 29, 0, 43, 0, 2, 3, 4];
const certificate = message(11, [0, 0, 0]);
const read = (...bytes: (readonly number[])[]) => readAnswer(Buffer.from(bytes.flat()));

test.each([
  ['nothing', [], { kind: 'incomplete' }],
  ['half a header', [0x16, 3], { kind: 'incomplete' }],
  ['a page', [...Buffer.from('HTTP/1.1 400')], { kind: 'other-bytes' }],
  ['a version that is none', [0x16, 9, 9, 0, 0], { kind: 'other-bytes' }],
  ['an alert', record(21, [2, 70]), { kind: 'alert', alert: 70 }],
  ['half an alert', [21, 3, 3, 0, 2], { kind: 'incomplete' }],
  ['our own message', [...clientHello('chat.test')], { kind: 'other-bytes' }],
  ['TLS 1.3', record(22, hello(0x0303, supported13)), { kind: 'hello', version: 'TLSv1.3' }],
  ['TLS 1.2', record(22, hello(0x0303)), { kind: 'hello', version: 'TLSv1.2' }],
  ['TLS 1.0', record(22, hello(0x0301)), { kind: 'hello', version: 'TLSv1' }],
  ['a version of the future', record(22, hello(0x0399)), { kind: 'other-bytes' }],
  [
    'an alert behind a hello',
    [...record(22, hello(0x0303)), ...record(21, [2, 40])],
    { kind: 'hello', version: 'TLSv1.2' },
  ],
  [
    'a flight that asks for nothing',
    [...record(22, hello(0x0302)), ...record(22, [...certificate, ...message(14, [])])],
    { kind: 'hello', version: 'TLSv1.1', asksCertificate: false },
  ],
  [
    'a flight that asks for a certificate, in one record',
    record(22, [...hello(0x0303), ...certificate, ...message(13, [1, 1]), ...message(14, [])]),
    { kind: 'hello', version: 'TLSv1.2', asksCertificate: true },
  ],
])('%s is read', (_, bytes, said) => {
  expect(read(bytes)).toEqual(said);
});

test('a message that is spread over segments and records is read when it is whole', () => {
  const whole = [...hello(0x0303), ...message(14, [])];
  const bytes = [...record(22, whole.slice(0, 20)), ...record(22, whole.slice(20))];
  for (const length of bytes.keys())
    expect(['incomplete', 'hello']).toContain(read(bytes.slice(0, length)).kind);
  expect(read(bytes)).toEqual({ kind: 'hello', version: 'TLSv1.2', asksCertificate: false });
});

test('any bytes come to an end', () => {
  const start = fc.constantFrom<number[]>(
    [],
    [22, 3, 3],
    [21, 3, 1],
    [22, 3, 3, 0, 40, 2, 0, 0, 36],
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (begun, bytes) => {
      expect(read(begun, [...bytes])).toHaveProperty('kind');
    }),
  );
});

test('the name stands in clear in the message, and only where it is given', () => {
  expect(clientHello('chat.test').includes('chat.test')).toBe(true);
  expect(clientHello().length).toBeLessThan(clientHello('chat.test').length);
  for (const bytes of [clientHello(), clientHello('chat.test')])
    expect(bytes.readUInt16BE(3)).toBe(bytes.length - 5);
});
