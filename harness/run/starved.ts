import { EngineError } from '../errors.ts';
import type { ClientAttempt, Conversation } from '../events.ts';
import { nameOf, replay, say, type Scene } from './scene.ts';

/**
 * Why a verdict that ran out of time says nothing of the diagnoser: for more than half of that time the
 * machine let nothing of it run, since others had the CPUs (engine/agent/kept-waiting.ts). Undefined
 * where the time was its own.
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

/** The second asking ended like the first. */
export const starvedVerdict = (scene: Scene, why: string): EngineError =>
  starved(scene, 'a verdict ran out of time because the machine was starved, twice.', why);

/** The plain client's attempts ended as nothing declares, and the machine let the lab wait in each. */
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
