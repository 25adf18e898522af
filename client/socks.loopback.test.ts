import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { attempt } from './attempt.ts';

/** What the SOCKS server was sent before it opened a connection. */
let sent: string[] = [];
let answers: readonly (readonly number[])[] = [];
let socks: Server;
let service: HttpServer;

const portOf = (server: Server | HttpServer): number => (server.address() as AddressInfo).port;

const opened = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];

beforeEach(async () => {
  sent = [];
  answers = [[5, 0], opened];
  service = createHttpServer((_, response) => response.end('page'));
  new WebSocketServer({ server: service }).on('connection', (socket) =>
    socket.on('message', (said) => socket.send(said)),
  );
  // Answers each write of the client by the next of `answers`, and leads on after the last one that opens.
  socks = createServer((socket) => {
    const left = answers.map((answer) => Buffer.from(answer));
    socket.on('error', () => undefined);
    const hear = (chunk: Buffer): void => {
      sent.push(chunk.toString('hex'));
      const answer = left.shift();
      if (answer === undefined) return void socket.end();
      const isOpened = left.length === 0 && answer[1] === 0 && answer.length > 4;
      if (!isOpened) return void socket.write(answer);
      socket.off('data', hear);
      const onward = connect(portOf(service), '127.0.0.1', () => socket.write(answer));
      socket.pipe(onward.on('error', () => undefined)).pipe(socket);
    };
    socket.on('data', hear);
  });
  for (const server of [socks, service]) await once(server.listen(0, '127.0.0.1'), 'listening');
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
    vi.stubEnv(name, undefined).stubEnv(name.toUpperCase(), undefined);
  }
  vi.stubEnv('ALL_PROXY', `socks5h://127.0.0.1:${portOf(socks)}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  socks.close();
  service.closeAllConnections();
  service.close();
});

const greeting = '050100';

test.each([
  ['ws://10.0.0.9:8080/', '05010001'.concat('0a000009', '1f90')],
  ['http://shop.test/', '0501000309'.concat(Buffer.from('shop.test').toString('hex'), '0050')],
  ['http://[fd00::9:1]:81/', '05010004'.concat('fd00', '0'.repeat(20), '00090001', '0051')],
  ['http://[::1]/', '05010004'.concat('0'.repeat(31), '1', '0050')],
])('%s is reached through it', async (url, request) => {
  const { code, stage } = await attempt({ url, patienceMs: 5000 });
  expect([code, stage]).toEqual(['connected', 'stay']);
  expect(sent).toEqual([greeting, request]);
});

test('over TLS it speaks in the connection that stands', async () => {
  const { stage } = await attempt({ url: 'https://10.0.0.9/', patienceMs: 5000 });
  expect(stage).toBe('tls');
  expect(sent.at(-1)).toMatch(/01bb$/);
});

test.each([
  [
    'a closed port',
    [
      [5, 0],
      [5, 5, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    'ECONNREFUSED',
  ],
  [
    'a rule against it',
    [
      [5, 0],
      [5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    'EACCES',
  ],
  [
    'a failure of its own',
    [
      [5, 0],
      [5, 1, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    'EPROTO',
  ],
  ['credentials that are missing', [[5, 255]], 'EACCES'],
  ['another protocol', [[72, 84]], 'EPROTO'],
  ['an end', [], 'EOF'],
])('%s is told at the proxy', async (_, given, code) => {
  answers = given;
  const seen = await attempt({ url: 'ws://10.0.0.9/', patienceMs: 5000 });
  expect(seen).toMatchObject({ code, stage: 'proxy' });
});

test.each([
  [0, 'connected'],
  [1, 'EACCES'],
])(
  'user and password are sent where they are asked for, and answered by %i',
  async (status, code) => {
    answers = [[5, 2], [1, status], opened];
    vi.stubEnv('ALL_PROXY', `socks5h://me:s%3Ft@127.0.0.1:${portOf(socks)}`);
    expect(await attempt({ url: 'ws://10.0.0.9/', patienceMs: 5000 })).toMatchObject({ code });
    const login = Buffer.from('\x01\x02me\x03s?t', 'latin1').toString('hex');
    expect(sent.slice(0, 2)).toEqual(['05020002', login]);
  },
);
