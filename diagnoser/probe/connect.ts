import type { Socket } from 'node:net';
import type { Attempt, Evidence } from '../evidence.ts';
import { isPrompt } from '../observe/attempt.ts';
import { isPrivate } from '../report/addresses.ts';
import { startAttempt } from './attempt.ts';

/** Deadline in ms where the server report explains the silence, which only needs confirming. */
export const confirmingMs = 300;

/**
 * Deadline in ms that includes the first SYN retransmission, after one second; ICMP errors are limited to one per
 * second too.
 */
export const repeatedMs = 1300;

/** Longest time in ms for an answer of this machine or a near network; later counts as silence. */
const earlyMs = 100;

/**
 * Connects to all addresses in parallel. Resolves to the established connection whose address comes first, if any.
 */
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

/** Deadline in ms; shorter where the server report explains the silence. */
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
 * Whether the plain client was answered at once, or after its second SYN. Then no signs of life are needed, and
 * probing for them would use up the machine's ICMP rate limit (icmp(7), icmp_ratelimit).
 */
const wasAnswered = ({ symptom: { afterMs, code, stage = 'connect' } }: Evidence): boolean =>
  stage === 'connect' &&
  ['EHOSTUNREACH', 'EACCES', 'ENOPROTOOPT', 'ECONNREFUSED'].includes(code) &&
  isPrompt(afterMs);

/** Whether the route may lead to another network, which a server report cannot tell from packet loss. */
const mayBeOutOfReach = async (address: string): Promise<boolean> => {
  if (!isPrivate(address)) return false;
  const { routeTo } = await import('./route.ts');
  return ['default', 'none'].includes(routeTo(address)?.kind ?? '');
};

/**
 * Whether no attempt was answered early. One that gave up counts as silent: on a busy machine that may happen
 * before this timer.
 */
const stillSilent = async (ended: Promise<readonly { attempt: Attempt }[]>): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), earlyMs);
  void ended.then((all) => resolve(all.some(({ attempt }) => attempt.code === 'silence')));
  const silent = await promise;
  clearTimeout(timer);
  return silent;
};
