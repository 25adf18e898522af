import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startAttempt } from './attempt.ts';

const listening = async (): Promise<{ server: Server; port: number }> => {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};

test('an attempt that has connected is not given up, however long its reader takes', async () => {
  const { server, port } = await listening();
  await using _ = server;
  const running = startAttempt('127.0.0.1', port, 60);
  const { attempt, socket } = await running.ended;
  running.giveUpAfter(1);
  await wait(200);
  running.giveUpAfter(0);
  await wait(50);
  expect(attempt.code).toBe('connected');
  expect(socket?.destroyed).toBe(false);
  expect((await running.ended).attempt).toBe(attempt);
  socket?.destroy();
});

test.each([
  ['first', 0],
  ['second', 1],
])('of two attempts, the %s of which connected, each keeps its end', async (_, at) => {
  const open = await listening();
  const closed = await listening();
  closed.server.close();
  await once(closed.server, 'close');
  await using server = open.server;
  const ports = at === 0 ? [open.port, closed.port] : [closed.port, open.port];
  const running = ports.map((port) => startAttempt('127.0.0.1', port, 60_000));
  const ended = await Promise.all(running.map((one) => one.ended));
  for (const one of running) one.giveUpAfter(1);
  await wait(100);
  expect(ended.map(({ attempt }) => attempt.code)).toEqual(
    ports.map((port) => (port === open.port ? 'connected' : 'ECONNREFUSED')),
  );
  expect(ended[at]?.socket?.destroyed).toBe(false);
  ended[at]?.socket?.destroy();
  expect(server.listening).toBe(true);
});
