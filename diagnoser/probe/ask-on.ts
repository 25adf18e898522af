import type { Evidence, Handshake } from '../evidence.ts';
import { shakeHands } from './handshake.ts';

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
