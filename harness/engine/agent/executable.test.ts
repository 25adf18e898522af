import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cannotStart } from './executable.ts';

/** The least of a program of 64 bits (elf(5)): one header, which names the loader. */
function elf(loader = ''): Buffer {
  const file = Buffer.alloc(256);
  file.write('\x7fELF\x02\x01', 'latin1');
  file.writeUInt8(64, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(loader === '' ? 0 : 1, 56);
  file.writeUInt8(3, 64);
  file.writeUInt8(128, 72);
  file.writeUInt8(loader.length + 1, 96);
  file.write(loader, 128);
  return file;
}

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'badconn-root-'));
  const files = {
    'usr/bin/tool': 'ELF',
    'usr/bin/env': 'ELF',
    'mine/good': '#!/usr/bin/env tool\n',
    'mine/direct': '#!/bin/tool -x\n',
    'mine/no-env': '#!/usr/bin/env ruby\n',
    'mine/no-direct': '#!/usr/bin/ruby -w\n',
    'mine/empty': '',
    'mine/linked': elf('/lib/ld-here.so.1'),
    'mine/not-linked': elf('/lib/ld-gone.so.1'),
    'mine/by-not-linked': '#!/mine/not-linked\n',
    'lib/ld-here.so.1': elf(),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), text);
    await chmod(join(root, name), 0o755);
  }
  await writeFile(join(root, 'mine/plain'), 'text');
  await writeFile(join(root, 'mine/owners'), 'text');
  await chmod(join(root, 'mine/owners'), 0o700);
  // As in Debian and in Alpine: links that are meant within the root, and would lead out of it.
  await symlink('/usr/bin', join(root, 'bin'));
  await symlink('/usr/bin/tool', join(root, 'usr/bin/sh'));
  await symlink('/mine/circle', join(root, 'mine/circle'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ['tool', undefined],
  ['sh', undefined],
  ['/bin/sh', undefined],
  ['./good', undefined],
  ['./direct', undefined],
  ['./empty', undefined],
  ['ruby', 'ruby is not there'],
  ['./linked', undefined],
  [
    './not-linked',
    './not-linked needs the loader of its C library, and /lib/ld-gone.so.1 is not there',
  ],
  [
    './by-not-linked',
    './by-not-linked needs an interpreter, and /mine/not-linked needs the loader of its C library, and /lib/ld-gone.so.1 is not there',
  ],
  ['./nothing', './nothing is not there'],
  ['./circle', './circle is not there'],
  ['/mine', '/mine is not there'],
  ['./plain', './plain is not executable: chmod +x it'],
  ['./owners', './owners is executable for some users, and not for all: chmod a+rx it'],
  ['./no-env', './no-env needs an interpreter, and ruby is not there'],
  ['./no-direct', './no-direct needs an interpreter, and /usr/bin/ruby is not there'],
])('%s: %s', (program, reason) => {
  expect(cannotStart(root, program, { cwd: '/mine', path: '/sbin:/bin' })).toBe(reason);
});
