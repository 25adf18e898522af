/** How a server ends an established WebSocket: frames, and loopback servers. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { diagnose } from '../index.ts';
import { closeIn } from './hear-close.ts';

const frame = (opcode: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode, content.length]), content]);
const close = (code: number, reason = ''): Buffer =>
  frame(8, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]));
const long = Buffer.concat([Buffer.from([0x82, 126, 1, 0]), Buffer.alloc(256)]);
const longer = Buffer.concat([
  Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
  Buffer.alloc(65536),
]);

test.each<[what: string, bytes: Buffer, heard: object | undefined]>([
  ['nothing', Buffer.alloc(0), undefined],
  ['a message', frame(1, Buffer.from('hello')), undefined],
  ['a close', close(1008, 'no token'), { closeCode: 1008, closeReason: 'no token' }],
  ['a close without a code', frame(8, Buffer.alloc(0)), {}],
  [
    'a message and a close',
    Buffer.concat([frame(1, Buffer.from('bye')), close(1001)]),
    { closeCode: 1001 },
  ],
  ['a long message and a close', Buffer.concat([long, close(1013)]), { closeCode: 1013 }],
  ['a longer one and a close', Buffer.concat([longer, close(4401)]), { closeCode: 4401 }],
  ['a part of a close', close(1008, 'no token').subarray(0, 6), undefined],
  ['a part of a length', long.subarray(0, 3), undefined],
])('in %s', (_, bytes, heard) => {
  expect(closeIn(bytes.toString('latin1'))).toEqual(heard);
});

const after = async (does: (socket: Socket) => void) => {
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (asked: Buffer) => {
        const key = /sec-websocket-key: (.*)\r/i.exec(asked.toString())?.[1] ?? '';
        const accept = createHash('sha1')
          .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest('base64');
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
        );
        does(socket);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const {
    candidates,
    evidence = [],
    status,
  } = await diagnose({
    ...{ protocol: 1, id: 'opaque', vantage: 'client', deadlineMs: 10_000, seed: 1 },
    target: { url: `ws://127.0.0.1:${port}/` },
    symptom: { code: 'connected', message: '', afterMs: 5, stage: 'stay' },
  });
  server.close();
  return { candidates, status, said: evidence.map(({ observed }) => observed).join('\n') };
};

test.each<[code: number, causes: string[]]>([
  [1008, ['token-required', 'origin-refused']],
  [1011, ['service-failing']],
  [1013, ['server-full']],
  [1014, ['bad-gateway', 'upstream-closes']],
  [4401, ['closed-after-accept']],
])('a server that closes with %i as soon as it has accepted is not well', async (code, causes) => {
  const { candidates, said } = await after((socket) => socket.write(close(code, 'go away')));
  expect(candidates).toEqual(causes);
  expect(said).toContain(`ended the connection at once, with close code ${code}, "go away"`);
  expect(said).not.toContain('the state has changed');
});

test.each<[how: string, does: (socket: Socket) => void, cause: string]>([
  ['a FIN', (socket) => void socket.end(), 'closed-after-accept'],
  [
    'a reset',
    (socket) => void setTimeout(() => socket.resetAndDestroy(), 20),
    'reset-after-accept',
  ],
])('a server that ends it by %s is not well', async (_, does, cause) => {
  expect(await after(does)).toMatchObject({ candidates: [cause] });
});

test.each<[how: string, does: (socket: Socket) => void]>([
  ['says nothing', () => undefined],
  ['greets', (socket) => void socket.write(frame(1, Buffer.from('hello')))],
])('a server that %s is well', async (_, does) => {
  expect(await after(does)).toMatchObject({ status: 'healthy' });
});
