import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer, type ServerOptions } from 'ws';
import type { Request } from '../../vocabulary/index.ts';
import { diagnose } from '../diagnose.ts';
import type { Evidence } from '../evidence.ts';

const open = new Set<Server>();
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open) server.close();
  sockets.clear();
  open.clear();
});

/** Findings at a loopback server, for a plain client that ended with `code`. */
async function find(scheme: string, server: Server, code: string) {
  open.add(server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const request: Request = {
    ...{ protocol: 1, id: '1', vantage: 'client', deadlineMs: 20_000, seed: 1 },
    target: { url: `${scheme}://127.0.0.1:${port}/live` },
    symptom: { stage: 'upgrade', code, message: code, afterMs: 1 },
  };
  let gathered: Evidence | undefined;
  const { candidates } = await diagnose(request, { onEvidence: (one) => (gathered = one) });
  return {
    candidates,
    retries: gathered?.retries ?? [],
    text: JSON.stringify(gathered?.handshakes),
  };
}

const webSocket = (options: ServerOptions): Server => {
  const server = createHttpServer((_, response) => response.writeHead(404).end());
  new WebSocketServer({ server, ...options });
  return server;
};

test('of the usual paths the one that accepts is found', async () => {
  const { candidates, retries } = await find('ws', webSocket({ path: '/ws' }), 'HTTP 400');
  expect(candidates).toEqual(['wrong-path']);
  expect(retries.filter(({ handshake }) => handshake.accepted).map(({ as }) => as)).toEqual([
    '/ws',
  ]);
});

test('the origin of the url lets in who sent none', async () => {
  const verifyClient = ({ origin }: { origin: string }): boolean =>
    /^http:.*:\d+$/.test(origin ?? '');
  const server = webSocket({ verifyClient });
  expect((await find('ws', server, 'HTTP 401')).candidates).toEqual(['origin-refused']);
});

test('a PROXY protocol header lets in who sent none', async () => {
  const server = createServer((socket) => {
    socket.once('data', (data) => {
      if (String(data).startsWith('PROXY '))
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      else socket.end();
    });
  });
  const { candidates } = await find('http', server, 'ECONNRESET');
  expect(candidates).toEqual(['proxy-protocol-expected']);
});

test('a broker of MQTT, which ends what is no CONNECT, is found by one', async () => {
  const server = createServer((socket) => {
    socket.once('data', (data) => {
      const isConnect = data[0] === 0x10 && data.toString('latin1', 4, 8) === 'MQTT';
      if (isConnect && data.length === 2 + (data[1] ?? 0))
        socket.write(Buffer.from([0x20, 2, 0, 5]));
      else socket.resetAndDestroy();
    });
  });
  const { candidates } = await find('ws', server, 'ECONNRESET');
  expect(candidates).toEqual(['websocket-to-raw-tcp']);
});

test('who answers 400 before anything was asked was sent a header', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const { candidates } = await find('ws', server, 'HTTP 400');
  expect(candidates).toEqual(['proxy-protocol-unexpected']);
});

test.each<[string, (socket: Socket) => unknown, string]>([
  ['closes', (socket) => socket.end(), 'closed-after-accept'],
  ['resets', (socket) => socket.resetAndDestroy(), 'reset-after-accept'],
])('over each scheme a server that %s at once is told', async (_, does, cause) => {
  for (const scheme of ['tcp', 'http', 'ws']) {
    const { candidates } = await find(scheme, createServer(does), 'ECONNRESET');
    expect(candidates, scheme).toEqual([cause]);
  }
});

test('the content of a refusal is waited for', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 19\r\n\r\n');
      setTimeout(() => socket.write('missing subprotocol'), 20);
    });
  });
  const { candidates, text } = await find('ws', server, 'HTTP 400');
  expect(text).toContain('missing subprotocol');
  expect(candidates).toEqual(['subprotocol-missing']);
});
