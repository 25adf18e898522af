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

/** What a student may pick: causes of the stage, or that nothing is wrong. */
export type Pick = Cause | 'none';

export interface GradedPicks {
  grade: Grade;
  why: string;
}

/**
 * Grades what a student picked as the answer of a program is graded (harness/judge/grade.ts). Nothing picked: the
 * student cannot tell.
 *
 * @throws UsageError for "nothing is wrong" beside a cause, which no program can say either.
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

/** What a student may have somebody else carry out: the remedies of all that may be answered. */
export const ordersOf = (causes: readonly Cause[]): RemedyAction[] =>
  [...new Set(causes.filter(isKnownCause).flatMap((cause) => remediesOf[cause]))].toSorted();
