import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installer, onPath, osRelease } from './apt.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';

test('os-release is read with and without quotes', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'os-release');
  writeFileSync(file, 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 12"\nVERSION_CODENAME=bookworm\n');
  expect(osRelease(file)).toEqual({
    ID: 'debian',
    PRETTY_NAME: 'Debian GNU/Linux 12',
    VERSION_CODENAME: 'bookworm',
  });
  expect(osRelease(join(folder.path, 'none'))).toEqual({});
});

test('a machine that is not of the Debian family gets nothing installed', () => {
  expect(installer({ ID: 'fedora' }).debian).toBe(false);
  expect(installer({ ID: 'debianish' }).debian).toBe(false);
  expect(installer({}).debian).toBe(false);
});

test('a program is found on the path that is given', () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'bin'));
  writeFileSync(join(folder.path, 'bin/badconn-probe'), '');
  chmodSync(join(folder.path, 'bin/badconn-probe'), 0o755);
  expect(onPath('badconn-probe', join(folder.path, 'bin'))).toBe(true);
  expect(onPath('badconn-probe', folder.path)).toBe(false);
});
