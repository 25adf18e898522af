import type { Evidence, Handshake } from '../evidence.ts';
import { shakeHands } from './handshake.ts';

/** Opens a new connection and sends one request. Undefined if no connection was established. */
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
