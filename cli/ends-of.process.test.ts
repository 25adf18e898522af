import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { endsOf } from './ends-of.ts';

const of = (...chunks: string[]) => endsOf(Readable.from(chunks.map((text) => Buffer.from(text))));
const KiB = 1024;

test('a text that fits is whole, wherever it was cut into chunks', async () => {
  expect(await of()).toEqual({ text: '', leftOut: 0 });
  const text = 'ä€😀'.repeat(20_000);
  const bytes = Buffer.from(text);
  const parts = [...Array(Math.ceil(bytes.length / 7001)).keys()].map((index) =>
    bytes.subarray(index * 7001, (index + 1) * 7001),
  );
  expect(await endsOf(Readable.from(parts))).toEqual({ text, leftOut: 0 });
});

test('of a longer one both ends are kept', async () => {
  const lines = [...Array(100)].map((_, index) => `${index} ${'-'.repeat(9997)}\n`);
  const { text, leftOut } = await of('first line\n', ...lines, 'last line\n');
  expect(text).toMatch(/^first line\n/);
  expect(text).toMatch(/\nlast line\n$/);
  expect(text).toHaveLength(256 * KiB + 1);
  expect(leftOut).toBe(21 + lines.join('').length - 256 * KiB);
});

test('one without an end is left after a gigabyte', async () => {
  const chunk = Buffer.alloc(16 * 1024 * KiB, 'a');
  let given = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        given += chunk.length;
        yield chunk;
      }
    })(),
  );
  expect((await endsOf(endless)).text).toHaveLength(256 * KiB + 1);
  expect(given).toBeLessThan(1.2 * 1024 ** 3);
});
