import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cannotWrite, makeFolder } from './cannot-write.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder is made with those above it, and again', async () => {
  const deep = join(folder, 'a/b/c');
  await makeFolder(deep);
  await makeFolder(deep);
  expect((await stat(deep)).isDirectory()).toBe(true);
});

test('made by many at once, folders are made', async () => {
  for (let turn = 0; turn < 50; turn += 1) {
    const names = Array.from({ length: 20 }, (_, index) => join(folder, `${turn}/a/${index}`));
    await Promise.all(names.map(makeFolder));
  }
});

test('a file in the way is an error', async () => {
  await writeFile(join(folder, 'a'), '');
  await expect(makeFolder(join(folder, 'a'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(folder, 'a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

// The recursive mkdir of Node goes on for ever here.
test.skipIf(!existsSync('/proc/self'))(
  '/proc takes no folder, and that comes to an end',
  async () => {
    await expect(makeFolder('/proc/x')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);

test.each([
  ['ENOSPC', 5, 'the disk is full', 'free some space'],
  ['ENOTDIR', 2, 'a part of its path is a file', 'give another place with --out'],
  ['EEXIST', 2, 'a file is in the way', 'give another place with --out'],
])('%s is exit code %i', (code, exitCode, why, next) => {
  const cause = Object.assign(new Error('no'), { code });
  const error = cannotWrite('runs/mine', '--out', cause);
  expect(error.exitCode).toBe(exitCode);
  expect(error.message).toContain(`runs/mine cannot be written: ${why} (${code}).`);
  expect(error.next).toContain(next);
});
