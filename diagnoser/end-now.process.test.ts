import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'badconn-end-now-'));
afterAll(() => rmSync(folder, { recursive: true }));

const endNow = JSON.stringify(new URL('./end-now.ts', import.meta.url).href);

const ran = (script: string): Promise<{ code: unknown; stderr: string; stdout: string }> => {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof ran>>>();
  const words = ['--input-type=module', '--eval', script];
  execFile(process.execPath, words, (error, stdout, stderr) => {
    resolve({ code: error?.code ?? 0, stdout, stderr });
  });
  return promise;
};

test('a process ends with its code while a thread is in a call that does not return', async () => {
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const script = `
    import { readFile } from 'node:fs/promises';
    import { writeSync } from 'node:fs';
    const { endNow } = await import(${endNow});
    // open(2) of a FIFO blocks until there is a writer, as getaddrinfo(3) blocks until an answer.
    readFile(${JSON.stringify(fifo)});
    setTimeout(() => { writeSync(1, 'said'); endNow(6); }, 100);
  `;
  expect(await ran(script)).toEqual({ code: 6, stdout: 'said', stderr: '' });
});

test('without one it ends as any process does', async () => {
  const script = `
    const { endNow } = await import(${endNow});
    process.on('exit', (code) => console.log('exit', code));
    setInterval(() => undefined, 1000);
    endNow(1);
  `;
  expect(await ran(script)).toEqual({ code: 1, stdout: 'exit 1\n', stderr: '' });
});
