import { lastHint } from './hints.ts';
import type { LessonEvent, LessonProgress } from './lesson-events.ts';

/** Without a step forward, after this time a hint is offered: a case takes some eight minutes to investigate. */
export const offeredAfterMs = 4 * 60_000;

/** What a student does, or the lab, after which the time begins anew. */
const steps: readonly LessonEvent['type'][] = [
  'lab-opened',
  'server-called',
  'hint',
  'hint-offered',
  'answered',
  'ordered',
  'harm-seen',
  'detour-seen',
];

/** The hint that is offered now; undefined before its time. The answer itself is never offered. */
export function offeredHint(
  events: readonly LessonEvent[],
  { hints, isSolved }: Pick<LessonProgress, 'hints' | 'isSolved'>,
  nowMs: number,
): number | undefined {
  const step = hints + 1;
  const last = events.findLast(({ type }) => steps.includes(type));
  if (isSolved || step >= lastHint || last === undefined) return undefined;
  // It is offered once; who goes on without it does not want it.
  if (last.type === 'hint-offered' && last.step === step) return undefined;
  return nowMs - last.atMs >= offeredAfterMs ? step : undefined;
}
