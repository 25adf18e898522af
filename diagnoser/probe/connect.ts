import type { Socket } from 'node:net';
import type { Attempt, Evidence } from '../evidence.ts';
import { isPrompt } from '../observe/attempt.ts';
import { isPrivate } from '../report/addresses.ts';
import { startAttempt } from './attempt.ts';

/** A report that accounts for the silence needs confirming, not finding. */
export const confirmingMs = 300;

/** The kernel repeats a SYN after one second; what answers it by ICMP does so once a second at most. */
export const repeatedMs = 1300;

/** Longest that a local answer or one from a near network takes: silence begins after it. */
const earlyMs = 100;

/** Connects to all addresses at once. Resolves to the established connection whose address comes first, if any. */
export const connectAll = async (
  evidence: Evidence,
  addresses: readonly string[],
  longestMs: number,
): Promise<{ socket: Socket; attempt: Attempt } | undefined> => {
  const deadlineMs = await deadlineFor(evidence, addresses[0] ?? '', longestMs);
  const answered = wasAnswered(evidence);
  const waitMs = answered ? Math.max(deadlineMs, repeatedMs) : deadlineMs;
  const running = addresses.map((one) => startAttempt(one, evidence.target.port, waitMs));
  const ended = Promise.all(running.map((attempt) => attempt.ended));
  const isOpen =
    !answered && (deadlineMs > confirmingMs || (await mayBeOutOfReach(addresses[0] ?? '')));
  if (isOpen && (await stillSilent(ended))) {
    const { keepWatch } = await import('./keep-watch.ts');
    await keepWatch(evidence, running, addresses[0] ?? '', ended);
  }
  const results = await ended;
  evidence.attempts.push(...results.map(({ attempt }) => attempt));
  const standing = results.filter(({ socket }) => socket !== undefined);
  for (const { socket } of standing.slice(1)) socket?.resetAndDestroy();
  const [first] = standing;
  return first?.socket === undefined ? undefined : { socket: first.socket, attempt: first.attempt };
};

/** In milliseconds: shorter where the server report accounts for a silence. */
const deadlineFor = async (
  evidence: Evidence,
  address: string,
  deadlineMs: number,
): Promise<number> => {
  const { server, symptom } = evidence;
  if (server === undefined || !['silence', 'ETIMEDOUT'].includes(symptom.code)) return deadlineMs;
  const { explainsSilence } = await import('../observe/explains-silence.ts');
  return explainsSilence(evidence, address) ? Math.min(confirmingMs, deadlineMs) : deadlineMs;
};

/**
 * An ICMP error answered the plain client at once, or after its second SYN. Signs of life need not be asked
 * for, and would take what the machine has left to say (icmp(7), icmp_ratelimit).
 */
const wasAnswered = ({ symptom: { afterMs, code, stage = 'connect' } }: Evidence): boolean =>
  stage === 'connect' &&
  ['EHOSTUNREACH', 'EACCES', 'ENOPROTOOPT', 'ECONNREFUSED'].includes(code) &&
  isPrompt(afterMs);

/** Then no report tells whether the packets are lost before the server or lead to another network. */
const mayBeOutOfReach = async (address: string): Promise<boolean> => {
  if (!isPrivate(address)) return false;
  const { routeTo } = await import('./route.ts');
  return ['default', 'none'].includes(routeTo(address)?.kind ?? '');
};

/** Given up counts: on a machine that is too busy that may be before anything was looked at. */
const stillSilent = async (ended: Promise<readonly { attempt: Attempt }[]>): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), earlyMs);
  void ended.then((all) => resolve(all.some(({ attempt }) => attempt.code === 'silence')));
  const silent = await promise;
  clearTimeout(timer);
  return silent;
};
