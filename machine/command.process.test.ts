import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from './command.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';

test('a failure shows the command, its last 20 lines and its exit code', async () => {
  const error = await command('It did not work.', ['sh', '-c', 'seq 1 30; exit 7']).catch(
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ code: 'MACHINE_COMMAND_FAILED', shortMessage: 'It did not work.' });
  const lines = String(error)
    .split('\n')
    .map((line) => line.trim());
  expect(lines).toContain('11');
  expect(lines).not.toContain('10');
  expect(lines).toContain('exit code 7');
  expect(lines).toContain('$ sh -c seq 1 30; exit 7');
});

test('a program that is not there is a failure of the same kind', async () => {
  await expect(command('No.', ['badconn-no-such-program'])).rejects.toMatchObject({
    code: 'MACHINE_COMMAND_FAILED',
  });
});

test('an abort ends the child and its children, and rejects with the reason', async () => {
  using folder = temporaryFolder();
  const pids = join(folder.path, 'pids');
  const abort = new AbortController();
  const script = `sleep 60 & echo $! > ${pids}.new; mv ${pids}.new ${pids}; wait`;
  const running = command('No.', ['sh', '-c', script], { signal: abort.signal });
  running.catch(() => undefined);
  let grandchild = 0;
  while (grandchild === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    try {
      grandchild = Number(readFileSync(pids, 'utf8'));
    } catch {
      // Not written yet.
    }
  }
  abort.abort(new Error('interrupted'));
  await expect(running).rejects.toThrow('interrupted');
  const state = (): string => {
    try {
      return readFileSync(`/proc/${grandchild}/stat`, 'utf8').split(' ')[2] ?? '';
    } catch {
      return 'gone';
    }
  };
  await expect.poll(state).toMatch(/^(gone|Z)$/);
});
