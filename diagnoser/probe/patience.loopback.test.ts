import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startAttempt } from './attempt.ts';
import { askPatiently, patience } from './patience.ts';

/** Blocks this thread without using CPU. */
const stall = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

const silence = (ms: number, during?: () => void): Promise<number> =>
  new Promise((resolve) => {
    const started = performance.now();
    patience(ms, () => resolve(performance.now() - started));
    during?.();
  });

test('time passes while the process could have seen an answer', async () => {
  expect(await silence(120)).toBeGreaterThanOrEqual(119);
});

test('time in which the process could not run counts little', async () => {
  // A stall of 200 ms counts as 100 ms, which leaves 100 ms to wait.
  expect(await silence(200, () => stall(200))).toBeGreaterThanOrEqual(299);
});

test('it comes to an end however often the process is stalled', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stalls = 0;
  const interval = setInterval(() => {
    stalls += 1;
    stall(300);
  }, 0);
  patience(400, resolve);
  await promise;
  clearInterval(interval);
  expect(stalls).toBeGreaterThan(1);
});

test('an answer that is there when the time is up is seen', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const attempt = startAttempt('127.0.0.1', port, 20);
  stall(500);
  const { attempt: seen, socket } = await attempt.ended;
  expect(seen.code).toBe('connected');
  socket?.destroy();
  server.close();
});

test('a shorter limit ends it at once where that has passed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const waiting = patience(60_000, resolve);
  waiting.limit(1);
  await promise;
  let called = false;
  const other = patience(1, () => (called = true));
  other.end();
  await silence(60);
  expect(called).toBe(false);
});

test.each([
  ['once more where time ran out in a stall', 300, true, 2],
  ['once where it was answered in spite of a stall', 300, false, 1],
])('it asks %s', async (_, stallMs, ranOut, times) => {
  let asked = 0;
  const ask = async (): Promise<string> => {
    asked += 1;
    await silence(1, () => stall(stallMs));
    return 'answer';
  };
  expect(await askPatiently(ask, () => ranOut)).toBe('answer');
  expect(asked).toBe(times);
});
