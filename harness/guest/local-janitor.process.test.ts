import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Endless, leftOf } from '../../tests/endless.ts';

const program = fileURLToPath(new URL('../../cli/badconn.js', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-janitor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['smoke of a program', ({ cmd }: Endless) => ['smoke', cmd]],
  ['smoke of a module', ({ module }: Endless) => ['smoke', module]],
  ['a run of a module', ({ module }: Endless) => ['run', 'refused', '--diagnoser', module]],
])('kill -9 of %s leaves no program on this machine', async (_, argv) => {
  const diagnoser = await Endless.in(folder);
  const badconn = spawn(process.execPath, [program, ...argv(diagnoser), '--deadline', '60000'], {
    stdio: 'ignore',
  });
  const asked = await diagnoser.processes();
  badconn.kill('SIGKILL');
  expect(await leftOf(asked)).toEqual([]);
});
