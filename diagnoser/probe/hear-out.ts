import type { Socket } from 'node:net';
import type { Handshake } from '../evidence.ts';
import { drop } from './drop.ts';
import { keptBytes } from './handshake.ts';
import { patience } from './patience.ts';

/** Time in ms, beside two round trips, in which a server sends a greeting or closes at once. */
export const quietMs = 150;

/**
 * Time in ms for a server that closes only after some work: a forwarder that is refused by its backend, a program
 * started for each connection, a name lookup for hosts_access(5).
 */
export const consideredMs = 1000;

/**
 * Sends nothing, or only these bytes, on an established connection, and reads the first bytes that come in time,
 * with those that follow at once. Closes the connection. Never rejects.
 */
export const hearOut = async (
  socket: Socket,
  port: number,
  waitMs: number,
  bytes?: Buffer,
): Promise<Handshake> => {
  const started = performance.now();
  const heard = new Promise<Pick<Handshake, 'code' | 'ended'> & { text: string; how: string }>(
    (resolve) => {
      let text = '';
      const done = (how: string, code?: string): void => {
        waiting.end();
        const ended = how === 'silence' ? {} : { ended: true as const };
        resolve({ text, how, ...ended, ...(code === undefined ? {} : { code }) });
      };
      const waiting = patience(waitMs, () => done('silence'));
      socket.on('data', (chunk: Buffer) => {
        if (text === '') waiting.limit(performance.now() - started + quietMs);
        text += chunk.toString('latin1');
      });
      socket.once('end', () => done('closed')).once('close', () => done('closed'));
      socket.on('error', ({ code, message }: NodeJS.ErrnoException) => {
        done('failed', code ?? message);
      });
      if (socket.destroyed) done('closed');
    },
  );
  if (bytes !== undefined) socket.write(bytes);
  const { text, how, code, ended } = await heard;
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  drop(socket);
  const base = {
    asked: 'nothing',
    port,
    afterMs,
    ...(code === undefined ? {} : { code }),
  } as const;
  if (text === '') return { ...base, answer: how as Handshake['answer'] };
  const firstBytes = text.slice(0, keptBytes);
  return { ...base, answer: 'other-bytes', firstBytes, ...(ended ? { ended } : {}) };
};
