import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from './command-line.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-honesty-'));
  const program = join(folder, 'diagnose');
  const id = `$(sed -n 's/.*"id" *: *"\\([^"]*\\)".*/\\1/p' | head -n 1)`;
  const answer = `{"protocol":1,"id":"%s","status":"healthy","candidates":[],"diagnoser":{"name":"x","version":"1"}}`;
  await writeFile(program, `#!/bin/sh\nprintf '${answer}\\n' "${id}"\n`);
  await chmod(program, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('who calls everything healthy is right of a healthy connection, and falls short all the same', async () => {
  const run = CommandLine.run(['healthy/plain'], ['--diagnoser', `cmd:${folder}`, '--json']);
  const { code, stdout } = await run.ended;
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as { passed: number; fellShort: number; unknownTarget: string };
  expect(report).toMatchObject({ passed: 2, fellShort: 1, unknownTarget: 'healthy' });
});

test('each verdict can be asked for several times, and the worst of them counts', async () => {
  const run = CommandLine.run(['healthy/plain'], ['--repeat', '3', '--vantage', 'client']);
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  expect(stdout).toContain('the same all 3 times: 1 of 1 verdicts; the worst of each counts');
});
