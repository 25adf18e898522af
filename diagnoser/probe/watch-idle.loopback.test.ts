import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { onServer } from './sample-server.ts';
import { watchIdle } from './watch-idle.ts';

const keptBy = (answers: (socket: Socket) => void, idleMs = 200) =>
  onServer(answers, (target, address) => watchIdle(target, address, idleMs, 400));

const page = (header = ''): string => `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n${header}\r\nok`;

test('what the server says is not waited for', async () => {
  const said = page('Keep-Alive: timeout=5, max=100\r\n');
  expect(await keptBy((socket) => socket.write(said), 60_000)).toMatchObject({ timeoutSeconds: 5 });
});

test('a server that closes an idle connection is met', async () => {
  const seen = await keptBy((socket) => {
    socket.write(page());
    setTimeout(() => socket.end(), 100);
  }, 30_000);
  expect(seen?.closedAfterMs).toBeGreaterThanOrEqual(50);
  expect(seen?.timeoutSeconds).toBeUndefined();
});

test('one that keeps it is waited for no longer than the client was idle', async () => {
  const seen = await keptBy((socket) => socket.write(page()));
  expect(seen).toEqual({ watchedMs: expect.any(Number) });
  expect(seen?.watchedMs).toBeGreaterThanOrEqual(190);
});

test('no answer is none', async () => {
  expect(await keptBy((socket) => socket.end())).toBeUndefined();
  expect(await keptBy(() => undefined)).toBeUndefined();
});
