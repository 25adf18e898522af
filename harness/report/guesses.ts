import type { Cause, Vantage } from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import { symptomText } from '../symptom.ts';
import type { Scorecard } from './scorecard.ts';

/** How often a diagnoser named one cause of a class that the vantage cannot split, and was right. */
export interface Guesses {
  vantage: Vantage;
  /** Judged verdicts on cases whose class at this vantage has several causes. */
  verdicts: number;
  /** In how many of them one cause of that class was named alone. */
  named: number;
  /** How many of those named the true cause. */
  right: number;
  /** How many would be right on average if they were guesses. */
  byChance: number;
  /** The probability that guesses are right as often as this, or more often. */
  tail: number;
  /** `tail` is below 1 in 1000: these were no guesses. */
  knowsMore: boolean;
}

const significance = 1e-3;

/**
 * The guesses of a run at each vantage; a vantage that splits every class of the run is left out.
 *
 * A guesser who names one cause alone is right with 1 / (size of the class), or, if he knows how common
 * each cause is among the cases of this run, with the share of the cause that he names among those of the same
 * symptom whose cause is in the class and whose class holds what he names: another shows that it is not that, as one
 * whose host answers something shows that it is not down. What the user knows, which makes classes differ
 * as well, is drawn apart from the cause. The greater of the two counts, so that to name the commonest
 * cause each time is no knowledge. Diagnosers carry nothing from one request to the next, so guesses are independent, and the
 * number of right ones is Poisson binomial.
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

/** That at least `count` of independent events with these probabilities happen (Poisson binomial). */
export function probabilityOfAtLeast(count: number, chances: readonly number[]): number {
  // How probable it is that exactly so many have happened, an event at a time.
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
