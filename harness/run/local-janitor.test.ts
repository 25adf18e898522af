import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../bin/badconn.js', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-janitor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits for what takes a moment; what it gives after ten seconds is the answer. */
async function eventually<T>(look: () => T, isIt: (found: T) => boolean): Promise<T> {
  for (let turn = 0; turn < 200 && !isIt(look()); turn += 1) await sleep(50);
  return look();
}

/** A diagnoser that never answers, and has a child beyond its process group. It notes both pids. */
async function endless(): Promise<{ cmd: string; module: string }> {
  const note =
    'echo $$ >> $0.pids; setsid sh -c "echo \\$\\$ >> $0.pids; exec sleep 60" & exec sleep 60';
  await writeFile(
    join(folder, 'diagnose'),
    `#!/bin/sh\n${note.replaceAll('$0', join(folder, 'noted'))}\n`,
  );
  await chmod(join(folder, 'diagnose'), 0o755);
  const module = join(folder, 'module.mjs');
  const start = `import { spawnSync } from 'node:child_process';
export const diagnose = () => spawnSync(${JSON.stringify(join(folder, 'diagnose'))});\n`;
  await writeFile(module, start);
  return { cmd: `cmd:${folder}`, module: `module:${module}` };
}

test.each([
  ['smoke of a program', 'smoke', (of: { cmd: string }) => [of.cmd]],
  ['smoke of a module', 'smoke', (of: { module: string }) => [of.module]],
  [
    'a run of a module',
    'run',
    (of: { module: string }) => ['refused/not-listening', '--diagnoser', of.module],
  ],
])('kill -9 of %s leaves no program on this machine', async (_, command, argv) => {
  const options = argv(await endless());
  const badconn = spawn(process.execPath, [program, command, ...options, '--deadline', '60000'], {
    stdio: 'ignore',
  });
  const noted = join(folder, 'noted.pids');
  await eventually(
    () => existsSync(noted),
    (found) => found,
  );
  const pids = async (): Promise<number[]> =>
    (await readFile(noted, 'utf8')).trim().split('\n').map(Number);
  for (let turn = 0; turn < 200 && (await pids()).length < 2; turn += 1) await sleep(50);
  const asked = (await pids()).filter(lives);
  expect(asked.length).toBeGreaterThanOrEqual(2);
  badconn.kill('SIGKILL');
  expect(
    await eventually(
      () => [...asked].filter(lives),
      (left) => left.length === 0,
    ),
  ).toEqual([]);
});
