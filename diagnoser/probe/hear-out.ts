import type { Socket } from 'node:net';
import type { Handshake } from '../evidence.ts';
import { drop } from './drop.ts';
import { keptBytes } from './handshake.ts';
import { patience } from './patience.ts';

/** A server that speaks by itself, or ends the connection, does so at once: in this time and two round trips. */
export const quietMs = 150;

/**
 * Whoever ends the connection after a look at something else does so later: a forwarder that is refused behind it, a
 * program that is started for each connection, a name that is looked up for hosts_access(5). In milliseconds.
 */
export const consideredMs = 1000;

/**
 * Says nothing on a connection that stands, or only these bytes, and reads what comes within the time; what follows
 * the first bytes comes at once. The connection is over afterwards. Never rejects.
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
