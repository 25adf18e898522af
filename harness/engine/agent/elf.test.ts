import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loaderOf } from './elf.ts';

/** A program with one header, of PT_INTERP (elf(5)). */
function elf({ wide, little }: { wide: boolean; little: boolean }, loader?: string): Buffer {
  const file = Buffer.alloc(256);
  file.write('\x7fELF', 'latin1');
  file[4] = wide ? 2 : 1;
  file[5] = little ? 1 : 2;
  const put = (at: number, size: 2 | 4 | 8, value: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    const own = bytes.subarray(0, size);
    (little ? own : own.toReversed()).forEach((byte, index) => (file[at + index] = byte));
  };
  const word = wide ? 8 : 4;
  put(wide ? 32 : 28, word, 64);
  put(wide ? 54 : 42, 2, wide ? 56 : 32);
  put(wide ? 56 : 44, 2, 1);
  put(64, 4, loader === undefined ? 1 : 3);
  put(64 + (wide ? 8 : 4), word, 128);
  put(64 + (wide ? 32 : 16), word, (loader?.length ?? 0) + 1);
  file.write(loader ?? '', 128);
  return file;
}

const kinds = [true, false].flatMap((wide) => [true, false].map((little) => ({ wide, little })));

test.each(kinds)('the loader of a program %o', (kind) => {
  expect(loaderOf(elf(kind, '/lib/ld-musl.so.1'))).toBe('/lib/ld-musl.so.1');
  expect(loaderOf(elf(kind))).toBeUndefined();
  for (let length = 0; length < 120; length += 1) {
    expect(loaderOf(elf(kind, '/lib/ld').subarray(0, length))).toBeUndefined();
  }
});

test('what is no program has none', () => {
  expect(loaderOf(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')('that of the Node that runs this is there', async () => {
  const loader = loaderOf(await readFile(process.execPath)) ?? '';
  expect(loader).toMatch(/^\/.*\bld/);
  expect(existsSync(loader)).toBe(true);
});
