import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { shakeHands } from './handshake.ts';
import { targetOf } from './target.ts';

const ask = async (server: Server, asked: 'websocket' | 'http', deadlineMs = 5000) => {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const target = targetOf(`ws://127.0.0.1:${port}/path?query`);
  if (target === undefined) throw new Error('no target');
  return { handshake: await shakeHands(socket, asked, target, port, deadlineMs), socket };
};

const speaking = (answer: (socket: Socket) => void): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });

describe('a WebSocket server', () => {
  test('answers the key, and the connection is ended by it', async () => {
    await using server = createHttpServer();
    const sockets = new WebSocketServer({ server });
    const closed = new Promise<number>((resolve) => {
      sockets.on('connection', (socket) => socket.on('close', resolve));
    });
    const { handshake, socket } = await ask(server, 'websocket');
    expect(handshake).toMatchObject({ answer: 'http', status: 101, accepted: true });
    expect(socket.destroyed).toBe(true);
    expect(await closed).toBe(1000);
  });

  test('that answers another key is not accepted', async () => {
    await using server = speaking((socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n'),
    );
    const { handshake } = await ask(server, 'websocket');
    expect(handshake).toMatchObject({ status: 101, accepted: false });
  });
});

test('an HTTP server gives status, headers and the start of the body', async () => {
  await using server = createHttpServer((request, response) => {
    response.writeHead(404, { 'X-Path': request.url ?? '' }).end('none such');
  });
  const { handshake } = await ask(server, 'http');
  expect(handshake).toMatchObject({
    answer: 'http',
    status: 404,
    reason: 'Not Found',
    headers: { 'x-path': '/path?query', connection: 'close' },
  });
});

test('another protocol gives its first bytes', async () => {
  await using server = speaking((socket) => socket.write('-ERR unknown command\r\n'));
  const { handshake } = await ask(server, 'websocket');
  expect(handshake).toMatchObject({
    answer: 'other-bytes',
    firstBytes: '-ERR unknown command\r\n',
  });
});

test('a server that closes is told from one that resets and from one that is silent', async () => {
  await using closing = speaking((socket) => socket.end());
  await using resetting = speaking((socket) => socket.resetAndDestroy());
  await using silent = speaking(() => undefined);
  expect((await ask(closing, 'http')).handshake.answer).toBe('closed');
  expect((await ask(resetting, 'http')).handshake).toMatchObject({
    answer: 'failed',
    code: 'ECONNRESET',
  });
  expect((await ask(silent, 'http', 50)).handshake.answer).toBe('silence');
});
