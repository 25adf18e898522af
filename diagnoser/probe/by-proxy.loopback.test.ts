/** Settings that name a SOCKS proxy as an HTTP proxy: loopback servers. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { diagnose } from '../index.ts';

const servers: Server[] = [];
beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^\w+_proxy$/i.test(name)) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
});

/** Answers the SOCKS 5 greeting with `method`, and anything else with `rest` before it closes. */
const socksPort = async (method: number, rest: string): Promise<number> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => {
      if (chunk[0] === 5) socket.write(Buffer.from([5, method]));
      else socket.end(rest, 'latin1');
    });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

test.each([
  ['http', 0, ''],
  ['https', 2, ''],
  ['ws', 0xff, '\x05\xff'],
])('%s through what speaks SOCKS', async (scheme, method, rest) => {
  const port = await socksPort(method, rest);
  vi.stubEnv(`${scheme === 'https' ? 'https' : 'http'}_proxy`, `http://127.0.0.1:${port}`);
  const {
    evidence = [],
    remedy,
    status,
  } = await diagnose({
    ...{ protocol: 1, id: 'opaque', vantage: 'client', deadlineMs: 3000, seed: 1 },
    target: { url: `${scheme}://127.0.0.1:${port}/` },
    symptom: { stage: 'proxy', code: 'ECONNRESET', message: 'socket hang up', afterMs: 5 },
  });
  expect(status).toBe('cannot-tell');
  expect(remedy?.text).toContain(`Name it as socks5h://127.0.0.1:${port}`);
  const said = evidence.map(({ observed }) => observed).join('\n');
  expect(said).toContain('asked as a proxy of SOCKS is, it answers');
  expect(said).not.toContain('comes and goes');
});

test('what closes on SOCKS as well is not said to speak it', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).end());
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`);
  const { remedy } = await diagnose({
    ...{ protocol: 1, id: 'opaque', vantage: 'client', deadlineMs: 3000, seed: 1 },
    target: { url: `http://127.0.0.1:${port}/` },
    symptom: { stage: 'proxy', code: 'ECONNRESET', message: 'socket hang up', afterMs: 5 },
  });
  expect(remedy?.text).not.toContain('socks5h');
});
