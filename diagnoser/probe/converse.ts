import type { Socket } from 'node:net';
import type { Evidence, Handshake } from '../evidence.ts';
import { shakeHands } from './handshake.ts';
import { patience } from './patience.ts';

/** Speaks the url's protocol on a connection that stands; once more in the other, where it asks. */
export const converse = async (
  evidence: Evidence,
  socket: Socket,
  address: string,
  deadlineMs: number,
): Promise<void> => {
  const { target, handshakes } = evidence;
  const asked = target.scheme.startsWith('ws') ? 'websocket' : 'http';
  const secured = target.scheme.endsWith('s') && target.scheme !== 'ws';
  const speaking = secured ? await secure(socket, evidence, deadlineMs) : socket;
  if (speaking === undefined) return;
  const first = await shakeHands(speaking, asked, target, target.port, deadlineMs);
  handshakes.push(first);
  if (asked !== 'http' || secured || !asksForWebSocket(first)) return;
  const second = await askOn(address, target.port, 'websocket', evidence, deadlineMs);
  if (second !== undefined) handshakes.push(second);
};

/**
 * 426 (RFC 9110, 15.5.22), or 400, with the version of WebSocket (RFC 6455, 4.4) or, as of many
 * servers, without a word.
 */
const asksForWebSocket = ({ status }: Handshake): boolean => status === 426 || status === 400;

/** A connection of its own, and one question on it. Undefined when it did not stand. */
export const askOn = async (
  address: string,
  port: number,
  asked: 'websocket' | 'http',
  { target }: Evidence,
  deadlineMs: number,
): Promise<Handshake | undefined> => {
  const { startAttempt } = await import('./attempt.ts');
  const { socket } = await startAttempt(address, port, deadlineMs).ended;
  if (socket === undefined) return undefined;
  return shakeHands(socket, asked, target, port, deadlineMs);
};

/** TLS over the connection; undefined, and a handshake that failed in the evidence, if it fails. */
const secure = async (
  socket: Socket,
  { target, handshakes }: Evidence,
  deadlineMs: number,
): Promise<Socket | undefined> => {
  const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<Socket | undefined>();
  const name = isIP(target.host) === 0 ? { servername: target.host } : { host: target.host };
  const stream = connect({ socket, ...name });
  let failed = false;
  const fail = (answer: 'failed' | 'silence', code?: string): void => {
    if (failed) return;
    failed = true;
    const afterMs = Math.round(performance.now() - started);
    const base: Handshake = { asked: 'tls', port: target.port, answer, afterMs };
    handshakes.push(code === undefined ? base : { ...base, code });
    stream.destroy();
    resolve(undefined);
  };
  const waiting = patience(deadlineMs, () => fail('silence'));
  stream.once('secureConnect', () => {
    stream.removeAllListeners('error').on('error', () => undefined);
    resolve(stream);
  });
  stream.on('error', (error: NodeJS.ErrnoException) => fail('failed', error.code ?? error.message));
  const secured = await promise;
  waiting.end();
  return secured;
};
