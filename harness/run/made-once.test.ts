import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeOnce } from './made-once.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-made-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let made = 0;
beforeEach(() => {
  made = 0;
});
const make = (): Promise<Buffer> => Promise.resolve(Buffer.from(`number ${(made += 1)}`));
const ask = (inputs: string[], where = folder): Promise<string> =>
  madeOnce('thing', inputs, make, where).then(String);

test('the same inputs are made of once', async () => {
  expect([await ask(['a', 'b']), await ask(['a', 'b'])]).toEqual(['number 1', 'number 1']);
});

test('other inputs make another thing', async () => {
  expect([await ask(['a']), await ask(['b'])]).toEqual(['number 1', 'number 2']);
});

test('two at once leave one whole file and no part of one', async () => {
  await Promise.all([ask(['a']), ask(['a'])]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^thing-[\da-f]{24}$/)]);
});

test('where nothing can be kept, it is made each time', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expect([await ask(['a'], file), await ask(['a'], file)]).toEqual(['number 1', 'number 2']);
});
