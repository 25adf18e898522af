import type { Content, Target } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { drop } from './drop.ts';
import { bracketed } from './handshake.ts';
import { readResponse } from './http-response.ts';
import { patience } from './patience.ts';

const headerBytes = 64 * 1024;
/** Bytes after which a running download is considered to work. */
const enoughBytes = 8 * 1024 ** 2;

/** Requests the page again and reads its content to the end. Undefined if no connection was established. */
export const readContent = async (
  { host, path, port }: Target,
  address: string,
  deadlineMs: number,
): Promise<Content | undefined> => {
  const { socket } = await startAttempt(address, port, deadlineMs).ended;
  if (socket === undefined) return undefined;
  const began = performance.now();
  const { promise, resolve } = Promise.withResolvers<Content['end']>();
  const waiting = patience(deadlineMs, () => resolve('silence'));
  let start = '';
  let total = 0;
  let last = '';
  let lastAtMs = began;
  const isWhole = (ended: boolean): boolean => lengthsOf(start, total, last, ended).isWhole;
  socket
    .on('data', (chunk: Buffer) => {
      if (start.length < headerBytes) start += chunk.toString('latin1');
      total += chunk.length;
      lastAtMs = performance.now();
      last = (last + chunk.toString('latin1')).slice(-lastChunk.length);
      if (isWhole(false) || total > enoughBytes) resolve('whole');
    })
    .once('end', () => resolve(isWhole(true) ? 'whole' : 'closed'))
    .on('error', () => resolve('reset'));
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${bracketed(host)}:${port}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  const end = await promise;
  waiting.end();
  drop(socket);
  const { promised, received } = lengthsOf(start, total, last, true);
  const now = performance.now();
  const isStuck = now - lastAtMs > (now - began) / 2 && !isStream(start);
  const afterMs = Math.round((now - began) * 10) / 10;
  return {
    ...(promised === undefined ? {} : { promised }),
    ...{ received, end, afterMs },
    ...(end === 'silence' ? { isStuck } : {}),
  };
};

/** Last chunk of chunked content (RFC 9112, 7.1). */
const lastChunk = '0\r\n\r\n';

/** End of the content: by Content-Length, last chunk, or end of the connection (RFC 9112, 6.3). */
const lengthsOf = (
  start: string,
  total: number,
  last: string,
  ended: boolean,
): { promised?: number; received: number; isWhole: boolean } => {
  const response = readResponse(start);
  if (response === 'incomplete' || response === 'not-http') return { received: 0, isWhole: false };
  const { body, headers } = response;
  const received = total - (start.length - body.length);
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? ''))
    return { received, isWhole: last === lastChunk };
  const length = headers['content-length'] ?? '';
  if (!/^\d+$/.test(length)) return { received, isWhole: ended };
  return { promised: Number(length), received, isWhole: received >= Number(length) };
};

/** Endless content, sent as events occur (HTML, 9.2; RFC 2046, 5.1). */
const isStream = (start: string): boolean => {
  const response = readResponse(start);
  if (response === 'incomplete' || response === 'not-http') return false;
  return /^(text\/event-stream|application\/(x-ndjson|jsonl|stream\+json)|multipart\/x-mixed-replace|audio\/|video\/)/i.test(
    response.headers['content-type'] ?? '',
  );
};
