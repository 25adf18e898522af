import type { Socket } from 'node:net';
import type { Evidence, Handshake } from '../evidence.ts';
import { shakeHands } from './handshake.ts';

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
  const speaking = secured ? await overTls(socket, evidence, deadlineMs) : socket;
  if (speaking === undefined) return;
  const first = await shakeHands(speaking, asked, target, target.port, deadlineMs);
  handshakes.push(first);
  if (asked !== 'http' || secured || !asksForWebSocket(first)) return;
  const second = await askOn(address, target.port, 'websocket', evidence, deadlineMs);
  if (second !== undefined) handshakes.push(second);
};

/** Only a url with TLS has to load it. */
const overTls = async (
  socket: Socket,
  evidence: Evidence,
  deadlineMs: number,
): Promise<Socket | undefined> => {
  const { secure } = await import('./secure.ts');
  return secure(socket, evidence, deadlineMs);
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
