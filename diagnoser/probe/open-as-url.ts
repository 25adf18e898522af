import type { Socket } from 'node:net';
import type { Attempt, Evidence } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { patience } from './patience.ts';

/** Opens a connection, with TLS if the url has it. The certificate is not checked here. */
export const openAsUrl = async (
  { target }: Evidence,
  address: string,
  waitMs: number,
): Promise<{ attempt: Attempt; socket?: Socket }> => {
  const { attempt, socket } = await startAttempt(address, target.port, waitMs).ended;
  if (socket === undefined || !['wss', 'https'].includes(target.scheme)) {
    return socket === undefined ? { attempt } : { attempt, socket };
  }
  const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  const name = isIP(target.host) === 0 ? { servername: target.host } : {};
  const stream = connect({ socket, rejectUnauthorized: false, ...name });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const waiting = patience(waitMs, () => resolve(false));
  stream.once('secureConnect', () => resolve(true)).on('error', () => resolve(false));
  const stands = await promise;
  waiting.end();
  if (stands) return { attempt, socket: stream };
  stream.destroy();
  return { attempt };
};
