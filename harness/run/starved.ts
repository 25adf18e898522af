import { EngineError } from '../errors.ts';
import type { ClientAttempt, Conversation } from '../events.ts';
import { nameOf, replay, say, type Scene } from './scene.ts';

/**
 * Why a timed-out verdict says nothing about the diagnoser: for more than half of its time other processes had the
 * CPUs, and nothing of it ran (engine/agent/kept-waiting.ts). Undefined if it had its time.
 */
export function starvedWhy({
  ended,
  keptWaitingMs = 0,
  request,
}: Conversation): string | undefined {
  const { deadlineMs } = request;
  if (ended !== 'deadline' || keptWaitingMs <= deadlineMs / 2) return undefined;
  const of = `${Math.round(keptWaitingMs)} of its ${deadlineMs} ms`;
  return `Others kept the machine busy: the diagnoser could not run in ${of}.`;
}

/** Error for a verdict that timed out on a starved machine twice. */
export const starvedVerdict = (scene: Scene, why: string): EngineError =>
  starved(scene, 'a verdict ran out of time because the machine was starved, twice.', why);

/** Error for attempts of the plain client that deviate from the declaration, each on a starved machine. */
export const starvedLab = (scene: Scene, attempt: ClientAttempt): EngineError => {
  const what = `the plain client was not answered as it should be while the machine was starved: ${say(attempt)}.`;
  return starved(scene, what, `client → ${attempt.url}: ${attempt.message}`);
};

const starved = (scene: Scene, what: string, evidence: string): EngineError =>
  new EngineError({
    code: 'ENGINE_STARVED',
    what: `${nameOf(scene)}: ${what}`,
    evidence: [evidence],
    next: `run it again on a less busy machine, with fewer lanes (--jobs) or more time (--deadline):  ${replay(scene)}`,
  });
