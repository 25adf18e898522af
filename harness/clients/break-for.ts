import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from '../case/case.ts';
import { EngineError } from '../errors.ts';
import type { ClientAttempt } from '../events.ts';
import { patienceFor } from '../run/patience.ts';
import type { Session } from '../run/session.ts';
import { inFull, isSeen, symptomText } from '../symptom.ts';

/**
 * How long a client with a kept connection is served before the connection is broken, in ms: its first exchange is
 * over by then.
 */
const servedForMs = 2000;

/**
 * Breaks the lab as the scenario declares; resolves to what the plain client saw, on its kept connection if it has
 * one.
 */
export async function breakFor(labCase: Case, session: Session): Promise<ClientAttempt> {
  const [{ symptom }] = labCase.layers;
  const { stays } = labCase;
  await session.apply(labCase.changes);
  const { attempt } =
    stays?.anew === undefined
      ? await session.meet(symptom)
      : await session.goOn(patienceFor(symptom), stays.idleMs);
  if (isSeen(symptom, attempt)) return attempt;
  throw inconclusive(labCase, symptomText(inFull(symptom)), symptomText(attempt));
}

/** Establishes the connection to be broken, and one of the plain client, which will observe the fault. */
export async function letStand(
  labCase: Case,
  session: Session,
  served: () => Promise<number | undefined>,
): Promise<void> {
  if ((await served()) === undefined) {
    throw inconclusive(labCase, 'a client that is served at first', 'one that is not');
  }
  const { attempt } = await session.hold();
  if (attempt.code !== 'connected') {
    throw inconclusive(labCase, 'connected at first', symptomText(attempt));
  }
  await sleep(servedForMs);
}

export const inconclusive = (labCase: Case, expected: string, seen: string): EngineError =>
  new EngineError({
    code: 'ENGINE_LAB_UNFIT',
    what: `${labCase.label}: the lab did not show what it should. Expected ${expected}, observed ${seen}.`,
    next: `npx badconn run ${labCase.id}`,
  });
