import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { trySeveral } from './try-several.ts';

/** Serves each connection by its number, from 0. */
const asked = async (serves: (socket: Socket, order: number) => void) => {
  let order = 0;
  const server = createServer((socket) =>
    serves(
      socket.on('error', () => undefined),
      order++,
    ),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const evidence: Evidence = {
    ...{ version: 1, vantage: 'client', attempts: [], handshakes: [], signs: [], neighbours: [] },
    target: { url: '', scheme: 'http', host: '127.0.0.1', port, path: '/' },
    symptom: { code: 'silence', message: '', afterMs: 1 },
  };
  try {
    return await trySeveral(evidence, '127.0.0.1', 500);
  } finally {
    server.close();
  }
};

const answer = (socket: Socket): void =>
  void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));

test('of two that share a port one may say nothing', async () => {
  const tries = await asked((socket, order) => order % 2 === 0 && answer(socket));
  expect(tries).toMatchObject({ answered: 4, silent: 4 });
});

test('what ends without an answer is not silent', async () => {
  const tries = await asked((socket, order) => (order < 3 ? answer(socket) : socket.end()));
  expect(tries).toMatchObject({ answered: 3, silent: 0 });
});

test('where none is answered nothing is divided', async () => {
  expect(await asked(() => undefined)).toBeUndefined();
});
