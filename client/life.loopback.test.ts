import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { hold, type Living, type Stayed } from './life.ts';

const stops: (() => void)[] = [];
beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
    vi.stubEnv(name, undefined).stubEnv(name.toUpperCase(), undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) stop();
});

type Serves = (socket: WebSocket, request: IncomingMessage, asked: number) => void;

/** A WebSocket server that echoes the first message; `serves` does with each later one what it likes. */
async function serve(serves: Serves): Promise<string> {
  const server = createServer();
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    let asked = 0;
    stops.push(() => socket.terminate());
    socket
      .on('error', () => undefined)
      .on('message', (data) => {
        asked += 1;
        if (asked === 1) socket.send(data);
        serves(socket, request, asked);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const held = async (serves: Serves): Promise<Living> => {
  const { ended, life } = await hold({ url: await serve(serves), patienceMs: 5000 });
  expect(ended).toMatchObject({ code: 'connected', stage: 'stay' });
  return life!;
};

const text = ({ code, stage, message }: Stayed): string => `${code} at ${stage}: ${message}`;

test('a connection that is answered again lives', async () => {
  const life = await held((socket, _, asked) => asked > 1 && socket.send('again'));
  const stayed = await life.goOn({ idleMs: 50, patienceMs: 5000 });
  expect(text(stayed)).toBe('connected at stay: it stands, and a message came back');
  expect(stayed.askedMs).toBeGreaterThanOrEqual(50);
  expect(stayed.answeredMs).toBeGreaterThanOrEqual(stayed.askedMs!);
});

test.each<[string, Serves, string]>([
  ['says nothing more', () => undefined, 'silence at stay: nothing came back within 200 ms'],
  [
    'goes without a word',
    (_, { socket }, asked) => void (asked > 1 && socket.destroy()),
    'close 1006 at stay: closed with code 1006',
  ],
  [
    'resets the connection',
    (_, { socket }, asked) => void (asked > 1 && socket.resetAndDestroy()),
    'ECONNRESET at stay: read ECONNRESET',
  ],
  [
    'says goodbye',
    (socket, _, asked) => asked > 1 && socket.close(1001, 'restart'),
    'close 1001 at stay: restart',
  ],
])('a server that, asked again, %s', async (_, serves, expected) => {
  const stayed = await (await held(serves)).goOn({ idleMs: 0, patienceMs: 200 });
  expect(text(stayed)).toBe(expected);
  expect(stayed.answeredMs).toBeLessThanOrEqual(stayed.askedMs!);
  expect(stayed.afterMs).toBeGreaterThanOrEqual(stayed.askedMs!);
});

test('what ended while nothing was asked is told, and no question more', async () => {
  const life = await held((_, { socket }) => void setTimeout(() => socket.destroy(), 20));
  await sleep(300);
  const stayed = await life.goOn({ idleMs: 0, patienceMs: 5000 });
  expect(text(stayed)).toBe('close 1006 at stay: closed with code 1006');
  expect(stayed.askedMs).toBeUndefined();
  // When it came, and not when it was asked for.
  expect(stayed.afterMs - stayed.answeredMs).toBeLessThan(250);
});

test('a connection that does not come about is none to go on', async () => {
  const { ended, life } = await hold({ url: 'ws://127.255.255.255:1/', patienceMs: 500 });
  expect(ended).toMatchObject({ code: 'ENETUNREACH', stage: 'local' });
  expect(life).toBeUndefined();
});

/** A page, on a server that ends connections which are idle for so long. */
async function pages(keepAliveMs: number): Promise<string> {
  const server = createServer((_, response) => response.end('page'));
  Object.assign(server, { keepAliveTimeout: keepAliveMs, keepAliveTimeoutBuffer: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('a connection of HTTP is kept, and asked on again', async () => {
  const url = await pages(60_000);
  const { ended, life } = await hold({ url, patienceMs: 5000 });
  expect(ended).toMatchObject({ code: 'connected', stage: 'stay', message: '200 OK' });
  const stayed = await life!.goOn({ idleMs: 20, patienceMs: 5000 });
  expect(text(stayed)).toBe('connected at stay: 200 OK');
  expect(stayed.askedMs).toBeGreaterThanOrEqual(20);
  expect(stayed.answeredMs).toBe(stayed.afterMs);
});

test('one of HTTP that does not come about is none to go on', async () => {
  const held = await hold({ url: 'http://127.255.255.255:1/', patienceMs: 500 });
  expect(held.ended).toMatchObject({ code: 'ENETUNREACH', stage: 'local' });
  expect(held.life).toBeUndefined();
});

test.each<[string, (socket: Socket) => unknown, string]>([
  ['is answered again', (socket) => socket.write('PONG'), 'connected at stay: it was answered'],
  ['says nothing more', () => undefined, 'silence at stay: nothing came back within 200 ms'],
  ['closes', (socket) => socket.end(), 'EOF at stay: the server closed the connection'],
  ['resets', (socket) => socket.resetAndDestroy(), 'ECONNRESET at stay: read ECONNRESET'],
])('over TCP, a connection that stood and %s', async (_, serves, seen) => {
  let asked = 0;
  const server = createTcp((socket) => {
    stops.push(() => socket.destroy());
    socket.on('data', () => ((asked += 1) === 1 ? socket.write('PONG') : serves(socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  const url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { ended, life } = await hold({ url, says: 'PING', patienceMs: 5000 });
  expect(ended).toMatchObject({ code: 'connected', stage: 'stay' });
  const patienceMs = seen.startsWith('silence') ? 200 : 5000;
  expect(text(await life!.goOn({ idleMs: 10, patienceMs }))).toBe(seen);
});
