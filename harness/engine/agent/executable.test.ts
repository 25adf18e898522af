import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cannotStart } from './executable.ts';

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
