import {
  isKnownCause,
  remediesOf,
  type Answer,
  type Cause,
  type Grade,
  type RemedyAction,
  type Vantage,
} from '../../vocabulary/index.ts';
import { UsageError } from '../errors.ts';
import type { Truth } from '../events.ts';
import { gradeAnswer } from '../judge/grade.ts';
import { version } from '../version.ts';

/** What a student may choose: a cause of the stage, or that nothing is wrong. */
export type Pick = Cause | 'none';

export interface GradedPicks {
  grade: Grade;
  why: string;
}

/**
 * Grades a student's choices like a program's answer (harness/judge/grade.ts). No choice means "cannot tell".
 *
 * @throws UsageError for "nothing is wrong" together with a cause, which no program can answer either.
 */
export function gradePicks(
  picks: readonly Pick[],
  { truth, vantage }: { truth: Truth; vantage: Vantage },
): GradedPicks {
  const causes = picks.filter((pick) => pick !== 'none');
  if (causes.length > 0 && causes.length < picks.length) {
    throw new UsageError({
      code: 'USAGE_PICKS',
      what: `The answer is none and ${causes.join(', ')}; allowed are causes, or none alone.`,
      next: 'pick the causes that you hold possible, or that nothing is wrong',
    });
  }
  const status = causes.length > 0 ? 'diagnosed' : picks.length > 0 ? 'healthy' : 'cannot-tell';
  const answer: Answer = {
    ...{ protocol: 1, id: 'student', status, candidates: causes },
    diagnoser: { name: 'student', version },
  };
  return gradeAnswer(answer, { truth, vantage });
}

/** Remedies that a student may order: those of all selectable causes. */
export const ordersOf = (causes: readonly Cause[]): RemedyAction[] =>
  [...new Set(causes.filter(isKnownCause).flatMap((cause) => remediesOf[cause]))].toSorted();
