import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Endless, leftOf } from '../tests/endless.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
/** A Node that says it is an old one, so that the launcher takes the Node of the dev dependency. */
const old = `data:text/javascript,${encodeURIComponent(
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.0.0" } })',
)}`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-launcher-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs smoke below another process, and ends that one; resolves to what still lives after. */
async function leftBelow(
  argv: readonly string[],
  signal: NodeJS.Signals,
  npm: Record<string, string> = {},
): Promise<number[]> {
  const diagnoser = await Endless.in(folder);
  const [command = '', ...words] = argv.map((word) =>
    word === 'DIAGNOSER' ? diagnoser.cmd : word,
  );
  const { npm_command: _, ...env } = process.env;
  const above = spawn(command, words, { stdio: 'ignore', env: { ...env, ...npm } });
  const all = [await diagnoser.asker(), ...(await diagnoser.processes())];
  expect(all).not.toContain(above.pid);
  above.kill(signal);
  return leftOf(all);
}

const smoke = [program, 'smoke', 'DIAGNOSER', '--deadline', '60000'];

test.each(['SIGKILL', 'SIGTERM'] as const)(
  '%s of the launcher of another Node ends the run',
  async (signal) => {
    expect(await leftBelow([process.execPath, '--import', old, ...smoke], signal)).toEqual([]);
  },
);

test('a Node that is too old is told what helps where badconn is: in a package, npm ci is of no use', async () => {
  const launcher = join(folder, 'cli/badconn.js');
  await mkdir(join(folder, 'cli'));
  await cp(program, launcher);
  const told = async (): Promise<{ exitCode?: number; stderr: string }> =>
    execa(process.execPath, ['--import', old, launcher, 'list'], { reject: false });
  const inPackage = await told();
  expect(inPackage.exitCode).toBe(3);
  expect(inPackage.stderr).toMatch(/^badconn needs Node 22\.22 or newer, and this is v/);
  expect(inPackage.stderr).toContain('npx --package node@24 --package badconn badconn list');
  await writeFile(join(folder, 'cli/main.ts'), '');
  expect((await told()).stderr).toContain('Next: npm ci');
});

test('TERM of the shell that npm starts ends the run: it passes no signal on', async () => {
  const line = `${[process.execPath, ...smoke].map((word) => `"${word}"`).join(' ')}; true`;
  const shell = ['sh', '-c', line.replace('DIAGNOSER', `cmd:${folder}`)];
  expect(await leftBelow(shell, 'SIGTERM', { npm_command: 'exec' })).toEqual([]);
});

test('elsewhere a run goes on when its parent is gone, as one in the background does', async () => {
  const line = `${[process.execPath, ...smoke].map((word) => `"${word}"`).join(' ')}; true`;
  const shell = ['sh', '-c', line.replace('DIAGNOSER', `cmd:${folder}`)];
  const left = await leftBelow(shell, 'SIGTERM');
  const [badconn = 0] = left;
  expect(left.length).toBeGreaterThanOrEqual(3);
  process.kill(badconn, 'SIGTERM');
  expect(await leftOf(left)).toEqual([]);
});
