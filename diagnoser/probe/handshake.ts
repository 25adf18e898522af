import type { Socket } from 'node:net';
import type { Handshake, Target } from '../evidence.ts';
import { drop } from './drop.ts';
import { hearClose } from './hear-close.ts';
import { readResponse } from './http-response.ts';
import { patience } from './patience.ts';
import { unacknowledged } from './unacknowledged.ts';

export const keptBytes = 500;
/** Upper limit in ms for the round trip, estimated from the time of an answer, which may include more. */
const longestTripMs = 300;
const readBytes = 64 * 1024;

/** Deviations of a request from that of the url. */
export interface RequestVariation {
  method?: 'GET' | 'HEAD';
  path?: string;
  host?: string;
  /** Additional header lines. */
  headers?: readonly string[];
  /** Bytes sent before the request. */
  before?: string;
}

/**
 * Sends a request in the given protocol on an established connection, and reads only the first answer. Closes the
 * connection. Never rejects.
 */
export const shakeHands = async (
  socket: Socket,
  asked: 'websocket' | 'http',
  target: Target,
  port: number,
  deadlineMs: number,
  said: RequestVariation = {},
): Promise<Handshake> => {
  const started = performance.now();
  const key = drawKey();
  const heard = listen(socket, deadlineMs);
  socket.write(`${said.before ?? ''}${request(asked, target, port, key, said)}`, 'latin1');
  const { text, end, code, alert } = await heard;
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  const base = { asked, port, afterMs };
  const response = text === '' ? 'incomplete' : readResponse(text);
  if (response === 'incomplete' || response === 'not-http') {
    const kept = end === 'silence' ? (unacknowledged(socket) ?? 0) : 0;
    drop(socket);
    if (text !== '')
      return { ...base, answer: 'other-bytes', firstBytes: text.slice(0, keptBytes) };
    return {
      ...{ ...base, answer: end },
      ...(code === undefined ? {} : { code }),
      ...(alert === undefined ? {} : { alert }),
      ...(kept === 0 ? {} : { unacknowledged: kept }),
    };
  }
  const { status, reason, headers, body } = response;
  const upgraded = asked === 'websocket' && status === 101;
  // Listens from here on: bytes without a listener are lost.
  const closing = upgraded ? hearClose(socket, body, Math.min(afterMs, longestTripMs)) : undefined;
  const accepted = upgraded ? await answersKey(headers, key) : undefined;
  const close = accepted ? await closing : {};
  await leave(socket, upgraded);
  return {
    ...base,
    answer: 'http',
    status,
    reason,
    headers,
    firstBytes: body.slice(0, keptBytes),
    ...(accepted === undefined ? {} : { accepted }),
    ...close,
  };
};

/** Random key of 16 bytes, base64 (RFC 6455, 4.1). */
const drawKey = (): string =>
  Buffer.from(Array.from({ length: 16 }, () => Math.random() * 256)).toString('base64');

/** WebSocket upgrade request for the url. */
export const upgradeRequest = (target: Target): string =>
  request('websocket', target, target.port, drawKey(), {});

/** Number of the TLS alert that the server sent (RFC 8446, 6), from the end of OpenSSL's message. */
export const alertIn = (message: string): number | undefined => {
  const number = /SSL alert number (\d{1,3})/.exec(message)?.[1];
  return number === undefined ? undefined : Number(number);
};

/** Requests a tunnel to the target from an HTTP proxy; it is open after status 200 (RFC 9110, 9.3.6). */
export const openTunnel = async (
  socket: Socket,
  target: Target,
  deadlineMs: number,
  said: readonly string[] = [],
): Promise<Handshake> => {
  const started = performance.now();
  const heard = listen(socket, deadlineMs);
  const authority = `${bracketed(target.host)}:${target.port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, ...said];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const { text, end, code } = await heard;
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  const base = { asked: 'tunnel', port: target.port, afterMs } as const;
  const response = text === '' ? 'incomplete' : readResponse(text);
  if (response === 'incomplete' || response === 'not-http') {
    const bytes = text === '' ? {} : { firstBytes: text.slice(0, keptBytes) };
    const answer = text === '' ? end : 'other-bytes';
    return { ...base, answer, ...bytes, ...(code === undefined ? {} : { code }) };
  }
  const { status, reason, headers } = response;
  return { ...base, answer: 'http', status, reason, headers };
};

/** Host as written in a URL (RFC 3986, 3.2.2). */
export const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const request = (
  asked: string,
  target: Target,
  port: number,
  key: string,
  { method = 'GET', path = target.path, host = target.host, headers = [] }: RequestVariation,
): string => {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${bracketed(host)}:${port}`, ...headers];
  if (asked === 'websocket') {
    lines.push('Upgrade: websocket', 'Connection: Upgrade');
    lines.push(`Sec-WebSocket-Key: ${key}`, 'Sec-WebSocket-Version: 13');
  } else lines.push('Accept: */*', 'Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
};

interface HeardResponse {
  text: string;
  end: 'silence' | 'closed' | 'failed';
  code?: string;
  alert?: number;
}

/** Time in ms for the content of an error answer after its header: error pages identify the server. */
const contentMs = 100;

/** Whether everything needed has arrived: for an error answer, the content as well. */
const isWhole = (text: string): boolean => {
  const response = readResponse(text);
  if (response === 'incomplete') return false;
  if (response === 'not-http' || response.status < 400) return true;
  const { body, headers } = response;
  return body.length >= Math.min(Number(headers['content-length'] ?? keptBytes), keptBytes);
};

const listen = (socket: Socket, deadlineMs: number): Promise<HeardResponse> => {
  const { promise, resolve } = Promise.withResolvers<HeardResponse>();
  let text = '';
  const since = performance.now();
  const waiting = patience(deadlineMs, () => done({ text, end: 'silence' }));
  const done = (heard: HeardResponse): void => {
    waiting.end();
    // The error listener stays attached: a later reset must not end the process.
    socket.removeAllListeners('data');
    resolve(heard);
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (text.length > readBytes || isWhole(text)) done({ text, end: 'closed' });
    else if (readResponse(text) !== 'incomplete')
      waiting.limit(performance.now() - since + contentMs);
  });
  socket.once('end', () => done({ text, end: 'closed' }));
  socket.once('close', () => done({ text, end: 'closed' }));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const alert = alertIn(error.message);
    const code = error.code ?? error.message;
    done({ text, end: 'failed', code, ...(alert === undefined ? {} : { alert }) });
  });
  if (socket.destroyed) done({ text, end: 'closed' });
  return promise;
};

/** Whether Sec-WebSocket-Accept fits the key: SHA-1 of the key and a fixed GUID (RFC 6455, 4.2.2). */
const answersKey = async (headers: Record<string, string>, key: string): Promise<boolean> => {
  const { createHash } = await import('node:crypto');
  const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const expected = createHash('sha1')
    .update(key + guid)
    .digest('base64');
  return headers['sec-websocket-accept'] === expected;
};

const farewellMs = 100;

/**
 * Lets the server close first and resets otherwise, so that no local port, of which few may be left, stays in
 * TIME_WAIT.
 */
const leave = async (socket: Socket, upgraded: boolean): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, farewellMs);
  socket.once('end', resolve);
  socket.once('close', resolve);
  socket.resume();
  // A masked close frame, code 1000, with a mask of zeros (RFC 6455, 5.5.1).
  if (upgraded) socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
  if (socket.readableEnded || socket.destroyed) resolve();
  await promise;
  clearTimeout(timer);
  drop(socket);
};
