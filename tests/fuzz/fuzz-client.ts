import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { Draw } from './draw.ts';
import { Fixture } from './fixtures.ts';
import type { Fuzzed } from './fuzz-server.ts';
import { accepted, anything, frame, lines, response, type Grammar } from './inputs.ts';

const atOnce = 48;
/** Short: what neither ends nor is an answer is given up by then. */
const patienceMs = 40;

/**
 * Has the plain client ask a server that answers with what was drawn; each answer is one input. With
 * `proxied` the server is the proxy that the client's environment names.
 */
export async function fuzzClient(proxied: boolean, inputs: number, seed: number): Promise<Fuzzed> {
  let connections = 0;
  const server = createServer((socket) => {
    void answer(socket, new Draw(seed * 1_000_003 + connections++));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `127.0.0.1:${port}/`;
  const noProxy = { no_proxy: proxied ? 'localhost' : '*' };
  const client = new Fixture('plain-client', [], { http_proxy: `http://${url}`, ...noProxy });
  await client.printed('ready');
  const waiting: ((line: string) => void)[] = [];
  let isGone = false;
  createInterface({ input: client.child.stdout! })
    .on('line', (line) => waiting.shift()?.(line))
    .on('close', () => {
      isGone = true;
      for (const resolve of waiting.splice(0)) resolve('');
    });
  // In which order the answers come is no matter: each is one.
  const ask = (given: object): Promise<string> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      client.child.stdin?.write(`${JSON.stringify(given)}\n`);
    });
  let answered = 0;
  const work = async (_: unknown, worker: number): Promise<void> => {
    const draw = new Draw(seed * 1_000_003 + worker);
    for (; answered < inputs && !isGone; answered += 1) {
      const scheme = draw.pick(['ws', 'ws', 'http']);
      await ask({ url: `${scheme}://${url}`, patienceMs, reset: draw.oneIn(2) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const echo = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  echo.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  await once(echo, 'listening');
  const { port: fine } = echo.address() as AddressInfo;
  const last = isGone ? '' : await ask({ url: `ws://localhost:${fine}/`, patienceMs: 10_000 });
  server.close();
  echo.close();
  const { ended } = client;
  client.stop();
  const { code = '', message = '' } = (last ? JSON.parse(last) : {}) as Record<string, string>;
  const afterwards = `${code}: ${message}`;
  return { inputs: answered, connections, afterwards, ...(ended === undefined ? {} : { ended }) };
}

const grammars: readonly Grammar[] = [response, response, response, lines, anything];

/** A reply to whatever was asked: at once, or when it has been asked, whole or in parts. */
async function answer(socket: Socket, draw: Draw): Promise<void> {
  let asked = '';
  socket.on('error', () => undefined).on('data', (text: Buffer) => (asked += text.toString()));
  socket.on('close', () => (asked ||= 'gone'));
  for (let waits = 0; asked === '' && waits < 20; waits += 1) await sleep(1);
  const isTunnel = asked.startsWith('CONNECT');
  if (isTunnel && draw.oneIn(2)) socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  if (draw.oneIn(3)) {
    socket.write(accepted(asked));
    for (let frames = draw.integer(1, 6); frames > 0; frames -= 1) socket.write(frame(draw));
  } else socket.write(draw.pick(grammars)(draw));
  if (draw.oneIn(4)) return void socket.resetAndDestroy();
  if (draw.oneIn(4)) await sleep(1);
  if (draw.oneIn(2)) socket.end(draw.bytes(200));
  await sleep(2 * patienceMs);
  socket.destroy();
}
