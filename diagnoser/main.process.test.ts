import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { expect, test } from 'vitest';
import type { Answer, Request } from '../vocabulary/index.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

const requestFor = (url: string, code: string): Request => ({
  protocol: 1,
  id: 'opaque',
  target: { url },
  symptom: { code, message: code, afterMs: 1 },
  vantage: 'client',
  deadlineMs: 10_000,
  seed: 1,
});

/** Not spawnSync: the servers of these tests run in this process. The environment names no proxy. */
const ask = async (
  request: Request,
  program = main,
  env: Record<string, string> = {},
): Promise<{ answer: Answer; code: number }> => {
  const { promise, resolve } = Promise.withResolvers<{ answer: Answer; code: number }>();
  const child = execFile(process.execPath, [program], { env }, (error, stdout) => {
    resolve({ answer: JSON.parse(stdout) as Answer, code: Number(error?.code ?? 0) });
  });
  child.stdin?.end(JSON.stringify(request));
  return promise;
};

const portOf = (server: { address: () => unknown }): number =>
  (server.address() as { port: number }).port;

const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
};

test('a closed port is refused by its machine', async () => {
  const port = await closedPort();
  const { answer, code } = await ask(requestFor(`ws://127.0.0.1:${port}/`, 'ECONNREFUSED'));
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    protocol: 1,
    id: 'opaque',
    status: 'diagnosed',
    remedy: { action: 'look-further' },
    diagnoser: { name: 'badconn-reference' },
  });
  expect(answer.candidates.toSorted()).toEqual([
    'bound-elsewhere',
    'firewall-reject-reset',
    'forwarded-to-closed-port',
    'ipv6-only-bind',
    'loopback-bind',
    'not-listening',
    'wrong-host',
    'wrong-port',
  ]);
});

/** Node opens about twenty descriptors at its start, and dies without a message if it cannot. */
test.runIf(process.platform === 'linux')(
  'with too few descriptors it says so, or gets by: it neither hangs nor breaks off',
  () => {
    const request = JSON.stringify(requestFor('ws://127.0.0.1:9/', 'ECONNREFUSED'));
    const said = [22, 23, 24, 26, 30].flatMap((limit) => {
      const line = `ulimit -n ${limit} && exec "$0" "$1"`;
      const { status, stdout } = spawnSync('bash', ['-c', line, process.execPath, main], {
        input: request,
        timeout: 20_000,
      });
      // If Node itself fails to start, no code of this project has run.
      return String(stdout) === ''
        ? []
        : [{ status, answer: JSON.parse(String(stdout)) as Answer }];
    });
    expect(said.length).toBeGreaterThan(1);
    expect(said.map(({ status }) => status)).toEqual(said.map(() => 0));
    expect(said.map(({ answer }) => answer.status)).not.toContain('healthy');
  },
);

test('a WebSocket server is healthy for ws, and the cause for http', async () => {
  await using http = createHttpServer((_, response) => {
    response.writeHead(426).end('Upgrade Required');
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = new WebSocketServer({ server: http });
  const port = portOf(http);
  const ws = await ask(requestFor(`ws://127.0.0.1:${port}/`, 'connected'));
  const get = await ask(requestFor(`http://127.0.0.1:${port}/`, 'HTTP 426'));
  sockets.close();
  expect(ws.answer).toMatchObject({ status: 'healthy', candidates: [] });
  expect(get.answer).toMatchObject({
    candidates: ['http-to-websocket'],
    remedy: { action: 'use-websocket-client' },
  });
});

test('an HTTP server is the cause for ws, and healthy for http unless it fails', async () => {
  await using http = createHttpServer((_, response) => {
    response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await using missing = createHttpServer((_, response) => {
    response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await Promise.all([once(http, 'listening'), once(missing, 'listening')]);
  const failing = await ask(requestFor(`http://127.0.0.1:${portOf(http)}/`, 'HTTP 503'));
  const get = await ask(requestFor(`http://127.0.0.1:${portOf(missing)}/`, 'connected'));
  const ws = await ask(requestFor(`ws://127.0.0.1:${portOf(missing)}/`, 'HTTP 404'));
  expect(failing.answer.candidates).toEqual(['service-failing']);
  expect(get.answer.status).toBe('healthy');
  expect(ws.answer).toMatchObject({
    candidates: ['websocket-to-http', 'wrong-path'],
    remedy: { action: 'look-further' },
  });
});

test('a proxy of the environment that nobody runs is the cause, when the client read it', async () => {
  await using http = createHttpServer((_, response) => {
    response.end();
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const proxy = `127.0.0.1:${await closedPort()}`;
  const url = `http://127.0.0.1:${portOf(http)}/`;
  const symptom = { code: 'ECONNREFUSED', message: `connect ECONNREFUSED ${proxy}`, afterMs: 1 };
  const env = { http_proxy: `http://${proxy}` };
  const read = await ask({ ...requestFor(url, symptom.code), symptom }, main, env);
  const unread = await ask(requestFor(url, 'connected'), main, env);
  expect(read.answer).toMatchObject({
    candidates: ['client-proxy-gone'],
    remedy: { action: 'bypass-proxy' },
  });
  expect(unread.answer.status).toBe('healthy');
});

test('a proxy that refuses a tunnel is the cause, and one that grants it is none', async () => {
  await using server = createHttpServer();
  const sockets = new WebSocketServer({ server });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  let denies = true;
  await using proxy = createHttpServer().on('connect', ({ url }, socket) => {
    if (denies) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const through = connect(Number(url?.split(':')[1]), '127.0.0.1');
    socket.on('error', () => through.destroy());
    through.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    through.pipe(socket).pipe(through);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = `ws://127.0.0.1:${portOf(server)}/`;
  const env = { https_proxy: `http://127.0.0.1:${portOf(proxy)}` };
  const denied = await ask(requestFor(url, 'HTTP 403'), main, env);
  denies = false;
  const granted = await ask(requestFor(url, 'connected'), main, env);
  sockets.close();
  expect(denied.answer).toMatchObject({
    candidates: ['client-proxy-denies'],
    remedy: { action: 'allow-port-in-proxy' },
  });
  expect(granted.answer).toMatchObject({ status: 'healthy', candidates: [] });
  expect(granted.answer.evidence?.[0]?.observed).toContain('through the tunnel');
});

test('an attempt that ends otherwise than the plain client is said to', async () => {
  await using server = createServer((socket) => socket.on('error', () => undefined));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { answer } = await ask(requestFor(`tcp://127.0.0.1:${portOf(server)}`, 'silence'));
  expect(answer.status).toBe('cannot-tell');
  expect(answer.evidence?.at(-1)?.observed).toContain('The plain client ended with silence');
});

test('a scheme that it does not know is unsupported, exit 127', async () => {
  const { answer, code } = await ask(requestFor('ftp://127.0.0.1/', 'ECONNREFUSED'));
  expect({ code, status: answer.status }).toEqual({ code: 127, status: 'unsupported' });
});

test.each([
  ['no JSON', [], 'nonsense'],
  ['another protocol', [], '{"protocol":2}'],
  ['a deadline that is none', ['--connect-deadline', 'soon'], '{}'],
  ['no deadline at all', ['--connect-deadline', '0'], '{}'],
  ['an unknown option', ['--fast'], '{}'],
])('%s ends with 2 and a sentence on stderr', (_, flags, input) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...flags], {
    input,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^Expected /);
});

test('the folder alone, copied elsewhere, runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diagnoser-'));
  try {
    cpSync(fileURLToPath(new URL('.', import.meta.url)), folder, { recursive: true });
    const request = requestFor(`ws://127.0.0.1:${await closedPort()}/`, 'ECONNREFUSED');
    const { answer } = await ask(request, join(folder, 'main.ts'));
    expect(answer.status).toBe('diagnosed');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
