import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readContent } from './read-content.ts';
import { onServer } from './sample-server.ts';

/** Outcome of the content if a server answers the request like this. */
const contentOf = (answers: (socket: Socket) => void, deadlineMs = 400) =>
  onServer(answers, (target, address) => readContent(target, address, deadlineMs));

const promising = (bytes: number, more = '12345'): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${bytes}\r\n\r\n${more}`;

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

test.each<[what: string, answers: (socket: Socket) => void, seen: object]>([
  ['whole', (socket) => socket.write(promising(5)), { promised: 5, received: 5, end: 'whole' }],
  [
    'closed too early',
    (socket) => socket.end(promising(9)),
    { promised: 9, received: 5, end: 'closed' },
  ],
  [
    'without a length, ended by the end',
    (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n12345'),
    { received: 5, end: 'whole' },
  ],
  ['closed in its header', (socket) => socket.end('HTTP/1.1 200'), { received: 0, end: 'closed' }],
  [
    'in chunks, closed before the last',
    (socket) => socket.end(`${chunked}5\r\n12345\r\n`),
    { end: 'closed' },
  ],
  [
    'in chunks, whole',
    (socket) => socket.write(`${chunked}5\r\n12345\r\n0\r\n\r\n`),
    { end: 'whole' },
  ],
  [
    'waited for',
    (socket) => socket.write(promising(9)),
    { received: 5, end: 'silence', isStuck: true },
  ],
  [
    'that goes on',
    (socket) => {
      socket.write(chunked);
      const timer = setInterval(() => socket.write('1\r\n.\r\n'), 20);
      socket.once('close', () => clearInterval(timer));
    },
    { end: 'silence', isStuck: false },
  ],
  [
    'of events, of which none comes',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n'),
    { end: 'silence', isStuck: false },
  ],
  [
    'reset',
    (socket) => {
      socket.write(promising(9), () => setTimeout(() => socket.resetAndDestroy(), 30));
    },
    { received: 5, end: 'reset' },
  ],
])('content that is %s', async (_, answers, seen) => {
  expect(await contentOf(answers)).toMatchObject(seen);
});

test('no content where nothing stands', async () => {
  const target = { url: '', scheme: 'http', host: '127.0.0.1', port: 1, path: '/' } as const;
  expect(await readContent(target, '127.0.0.1', 200)).toBeUndefined();
});
