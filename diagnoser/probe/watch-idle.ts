import type { Kept, Target } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { drop } from './drop.ts';
import { bracketed } from './handshake.ts';
import { readResponse } from './http-response.ts';
import { patience } from './patience.ts';

/**
 * Requests the page on a keep-alive connection and waits until the server closes it, at most `idleMs` after the
 * answer; does not wait if the server states its timeout. Undefined if no answer came.
 */
export const watchIdle = async (
  { host, path, port }: Target,
  address: string,
  idleMs: number,
  deadlineMs: number,
): Promise<Kept | undefined> => {
  const { socket } = await startAttempt(address, port, deadlineMs).ended;
  if (socket === undefined) return undefined;
  let answeredAt: number | undefined;
  let timeoutSeconds: number | undefined;
  let start = '';
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const waiting = patience(deadlineMs, () => resolve(false));
  let watching: NodeJS.Timeout | undefined;
  socket
    .on('data', (chunk: Buffer) => {
      if (answeredAt !== undefined) return;
      start += chunk.toString('latin1');
      const response = readResponse(start);
      if (typeof response === 'string') return;
      waiting.end();
      answeredAt = performance.now();
      const said = /\btimeout=(\d{1,9})\b/i.exec(response.headers['keep-alive'] ?? '')?.[1];
      if (said === undefined) watching = setTimeout(() => resolve(false), idleMs);
      else {
        timeoutSeconds = Number(said);
        resolve(false);
      }
    })
    .once('end', () => resolve(true))
    .on('error', () => resolve(true));
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${bracketed(host)}:${port}\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n`,
  );
  const isClosed = await promise;
  waiting.end();
  clearTimeout(watching);
  drop(socket);
  if (answeredAt === undefined) return undefined;
  const watchedMs = Math.round(performance.now() - answeredAt);
  return {
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(isClosed ? { closedAfterMs: watchedMs } : {}),
    watchedMs,
  };
};
