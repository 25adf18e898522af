import { lastHint } from './hints.ts';
import type { LessonEvent, LessonProgress } from './lesson-events.ts';

/** Time without progress after which a hint is offered, in ms: investigating a case takes about eight minutes. */
export const offeredAfterMs = 4 * 60_000;

/** Events that restart the time. */
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

/** The hint to offer now; undefined before its time. The answer itself is never offered. */
export function offeredHint(
  events: readonly LessonEvent[],
  { hints, isSolved }: Pick<LessonProgress, 'hints' | 'isSolved'>,
  nowMs: number,
): number | undefined {
  const step = hints + 1;
  const last = events.findLast(({ type }) => steps.includes(type));
  if (isSolved || step >= lastHint || last === undefined) return undefined;
  // Each hint is offered once: a student who goes on without it does not want it.
  if (last.type === 'hint-offered' && last.step === step) return undefined;
  return nowMs - last.atMs >= offeredAfterMs ? step : undefined;
}
