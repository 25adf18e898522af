import type { Cause, Vantage } from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import { symptomText } from '../symptom.ts';
import type { Scorecard } from './scorecard.ts';

/** How often a diagnoser named one cause of a class that the vantage cannot split, and how often it was right. */
export interface Guesses {
  vantage: Vantage;
  /** Judged verdicts on cases whose class at this vantage has several causes. */
  verdicts: number;
  /** Of these, the verdicts that named exactly one cause of the class. */
  named: number;
  /** Of those, the ones that named the true cause. */
  right: number;
  /** Expected number of right ones if they were guesses. */
  byChance: number;
  /** Probability that guesses are right at least this often. */
  tail: number;
  /** `tail` is below 1 in 1000: not guesses. */
  knowsMore: boolean;
}

const significance = 1e-3;

/**
 * Tests for guessing at each vantage; a vantage that splits every class of the run is left out.
 *
 * A guess of one cause is right with probability 1 / (size of the class). A guesser who knows how common each cause
 * is in this run can do better: the share of the named cause among the cases with the same symptom whose cause is in
 * the class and whose class contains the named cause (others exclude themselves, as a host that answers anything is
 * not down). The larger of the two is used, so always naming the commonest cause is not taken for knowledge. What the
 * user knows also changes classes, but is drawn independently of the cause. Diagnosers keep no state between
 * requests, so guesses are independent, and the number of right ones has a Poisson binomial distribution.
 */
export function guesses({ run, scenarios }: Scorecard): Guesses[] {
  const judged = scenarios
    .flatMap(({ cases }) => cases)
    .filter((caseCard) => caseCard.standing === 'judged');
  return run.vantages.flatMap((vantage) => {
    const open = judged.filter(({ truth }) => truth.best[vantage].length > 1);
    const answered = open.flatMap(({ truth, results }) =>
      results
        .filter((result) => result.vantage === vantage)
        .map(({ candidates, conversation }) => ({
          ...{ truth, candidates },
          symptom: symptomText(conversation.request.symptom),
        })),
    );
    if (answered.length === 0) return [];
    const alone = answered.flatMap(({ truth, symptom, candidates: [named, ...others] }) => {
      const members = truth.best[vantage];
      if (named === undefined || others.length > 0 || !members.includes(named)) return [];
      const alike = answered.filter(
        (other) =>
          other.symptom === symptom &&
          members.some((cause) => cause === other.truth.cause) &&
          other.truth.best[vantage].includes(named),
      );
      return [{ isRight: named === truth.cause, chance: chanceOf(named, members, alike) }];
    });
    const chances = alone.map(({ chance }) => chance);
    const right = alone.filter(({ isRight }) => isRight).length;
    const tail = probabilityOfAtLeast(right, chances);
    return [
      {
        ...{ vantage, verdicts: answered.length, named: alone.length, right },
        byChance: chances.reduce((sum, chance) => sum + chance, 0),
        ...{ tail, knowsMore: tail < significance },
      },
    ];
  });
}

function chanceOf(
  named: Cause,
  members: readonly Cause[],
  alike: readonly { truth: Truth }[],
): number {
  const share = alike.filter(({ truth }) => truth.cause === named).length / alike.length;
  return Math.max(1 / members.length, share);
}

/** Probability that at least `count` of independent events with these probabilities occur (Poisson binomial). */
export function probabilityOfAtLeast(count: number, chances: readonly number[]): number {
  // Probabilities of exactly 0, 1, … occurrences, updated event by event.
  let exactly = [1];
  for (const chance of chances) {
    exactly = [...exactly, 0].map(
      (none, happened) => none * (1 - chance) + (exactly[happened - 1] ?? 0) * chance,
    );
  }
  const sum = exactly
    .slice(Math.max(0, count))
    .reduce((total, probability) => total + probability, 0);
  return Math.min(1, sum);
}

/** A sentence for each vantage. */
export const guessesText = ({
  vantage,
  verdicts,
  named,
  right,
  byChance,
  tail,
  knowsMore,
}: Guesses): string => {
  const are = verdicts === 1 ? '1 verdict is on a class' : `${verdicts} verdicts are on classes`;
  const open = `at ${vantage}, ${are} that cannot be split; one cause alone was named in`;
  if (named === 0) return `${open} ${verdicts === 1 ? 'none' : 'none of them'}`;
  const compared = `${open} ${named} and right in ${right}, where guessing gives ${byChance.toFixed(1)}`;
  if (!knowsMore) return compared;
  return `${compared} (probability ${tail.toExponential(0)}): the diagnoser knows more than this vantage shows`;
};
