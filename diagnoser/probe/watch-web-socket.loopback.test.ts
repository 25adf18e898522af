import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Evidence } from '../evidence.ts';
import { readFrames, watchWebSocket } from './watch-web-socket.ts';

const evidenceOf = (port: number): Evidence => ({
  ...{ version: 1, vantage: 'client', attempts: [], handshakes: [], signs: [], neighbours: [] },
  target: { url: '', scheme: 'ws', host: '127.0.0.1', port, path: '/' },
  symptom: { code: 'close 1006', message: '', afterMs: 1 },
});

const watch = async (serves: (socket: WebSocket) => void, idleMs: number) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => serves(socket.on('error', () => undefined)));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await watchWebSocket(evidenceOf(port), '127.0.0.1', idleMs, 5000);
  } finally {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }
};

test('a server that closes an idle connection is met, with or without a close frame', async () => {
  for (const end of ['close', 'terminate'] as const) {
    const kept = await watch((socket) => void setTimeout(() => socket[end](), 50), 60_000);
    expect(kept).toMatchObject({ pings: 0, closedAfterMs: expect.any(Number) });
    expect(kept?.unansweredAfterMs).toBeDefined();
  }
});

test('one that is ended for want of a pong is told from one that answers', async () => {
  const all = new Set<WebSocket>();
  let answers: WebSocket | undefined;
  const endOthers = (): void => {
    for (const socket of all) if (answers && socket !== answers) socket.terminate();
  };
  const kept = await watch((socket) => {
    all.add(socket);
    socket
      .on('pong', () => {
        answers = socket;
        endOthers();
      })
      .ping('are you there');
    endOthers();
  }, 400);
  expect(kept).toMatchObject({ pings: 1, unansweredAfterMs: expect.any(Number) });
  expect(kept?.closedAfterMs).toBeUndefined();
  expect(kept?.watchedMs).toBeGreaterThanOrEqual(390);
});

test('messages of any length between pings are read over', async () => {
  const kept = await watch((socket) => {
    for (const length of [3, 300, 70_000]) {
      socket.send('x'.repeat(length));
      socket.ping();
    }
  }, 200);
  expect(kept?.pings).toBe(3);
});

test('a server that agrees to no upgrade is not watched', async () => {
  const server = createServer((socket) =>
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await watchWebSocket(evidenceOf(port), '127.0.0.1', 60_000, 5000)).toBeUndefined();
  server.close();
});

test('what has come in part is kept until the rest is there', () => {
  const whole = Buffer.from([0x89, 0x01, 0x61, 0x82, 0x7e, 0x00]);
  const { frames, rest } = readFrames(whole);
  expect(frames).toEqual([{ opcode: 9, payload: Buffer.from('a') }]);
  expect(rest).toEqual(Buffer.from([0x82, 0x7e, 0x00]));
  const endless = Buffer.from([0x82, 0x7f, 0, 0, 0, 0xff, 0, 0, 0, 0]);
  expect(readFrames(endless)).toEqual({ frames: [], rest: Buffer.alloc(0) });
});
