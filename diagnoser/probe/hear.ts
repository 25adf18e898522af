import type { Socket } from 'node:net';
import type { Attempt, Evidence, Target } from '../evidence.ts';
import { greetingOn, missingGreeting } from '../observe/speaks-first.ts';
import { shakeHands } from './handshake.ts';
import { consideredMs, hearOut, quietMs } from './hear-out.ts';

/**
 * Sends nothing over plain TCP. The server may close at once, send a greeting, or close as late as it closed the
 * plain client's connection. Where the protocol of the port has a greeting, it is waited for longer.
 */
export const hear = async (
  evidence: Evidence,
  socket: Socket,
  { address, afterMs: tripMs }: Attempt,
  deadlineMs: number,
): Promise<void> => {
  const { symptom, target } = evidence;
  const late = wasEnded(symptom) ? Math.min(symptom.afterMs, deadlineMs) : 0;
  const enoughMs =
    greetingOn(target.port) === undefined
      ? Math.min(consideredMs, deadlineMs)
      : deadlineMs * greetingDeadlines;
  const waitMs = Math.max(late + quietMs + 2 * tripMs, enoughMs);
  const heard = await hearOut(socket, target.port, waitMs);
  evidence.handshakes.push(heard);
  if (missingGreeting(heard) !== undefined && (await answersHttp(target, address)))
    heard.answersHttp = true;
};

/**
 * Deadlines in which a greeting comes, or a forwarder in front of the server gives up: HAProxy tries a server four
 * times, a second apart (retries), and then closes.
 */
const greetingDeadlines = 2.4;

/** Time in ms in which a server answers that is another one than the number of its port says. */
const otherMs = 400;

const answersHttp = async (target: Target, address: string): Promise<boolean> => {
  const { startAttempt } = await import('./attempt.ts');
  const { socket } = await startAttempt(address, target.port, otherMs).ended;
  if (socket === undefined) return false;
  const page: Target = { ...target, scheme: 'http', path: '/' };
  const { answer } = await shakeHands(socket, 'http', page, target.port, otherMs);
  return answer === 'http';
};

/** Whether the server ended the established connection, by a FIN or a reset. */
const wasEnded = ({ code, stage }: Evidence['symptom']): boolean =>
  stage === 'exchange' && ['EOF', 'ECONNRESET', 'EPIPE'].includes(code);
