import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { demux } from './demux.ts';

const frame = (output: 1 | 2, text: string): Buffer => {
  const header = Buffer.from([output, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

test.each([1, 7, 8, 9, 1000])('outputs are taken apart, in pieces of %i bytes', (size) => {
  const [from, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  demux(from, stdout, stderr);
  const all = Buffer.concat([frame(1, 'out '), frame(2, 'über'), frame(1, ''), frame(1, 'more')]);
  for (let at = 0; at < all.length; at += size) from.emit('data', all.subarray(at, at + size));
  expect(String(stdout.read())).toBe('out more');
  expect(String(stderr.read())).toBe('über');
});
