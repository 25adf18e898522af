import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { locked } from './lock.ts';

const name = (): string => `badconn-test-${process.pid}-${Math.random()}`;

describe.runIf(process.platform === 'linux')('the lock', () => {
  test('lets one in at a time, and tells the other once that it waits', async () => {
    const lock = name();
    let inside = 0;
    let most = 0;
    let told = 0;
    const enter = () =>
      locked(
        lock,
        async () => {
          most = Math.max(most, ++inside);
          await sleep(20);
          inside--;
        },
        { waiting: () => told++ },
      );
    await Promise.all([enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(told).toBe(2);
  });

  test('is free again after work that failed', async () => {
    const lock = name();
    await expect(locked(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(locked(lock, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  test('is free again when its holder was killed', async () => {
    const lock = name();
    const script = `import { locked } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)};
      await locked(${JSON.stringify(lock)}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60000)); });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    let waited = false;
    const second = locked(lock, () => Promise.resolve('in'), {
      waiting: () => {
        waited = true;
        holder.kill('SIGKILL');
      },
    });
    await expect(second).resolves.toBe('in');
    expect(waited).toBe(true);
  });

  test('is not waited for after an abort', async () => {
    const lock = name();
    const abort = new AbortController();
    let release = (): void => undefined;
    const first = locked(lock, () => new Promise<void>((resolve) => (release = resolve)));
    const second = locked(lock, () => Promise.resolve(), {
      waiting: () => setImmediate(() => abort.abort(new Error('interrupted'))),
      signal: abort.signal,
    });
    await expect(second).rejects.toThrow('interrupted');
    release();
    await first;
  });
});
