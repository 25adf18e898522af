import type { Turn } from '../events.ts';
import type { Scorecard } from './scorecard.ts';

interface Repeated {
  place: string;
  turns: readonly Turn[];
}

const repeatedIn = ({ scenarios }: Scorecard): Repeated[] =>
  scenarios
    .flatMap(({ cases }) => cases)
    .flatMap((caseCard) =>
      caseCard.results.flatMap(({ vantage, turns }) =>
        turns === undefined ? [] : [{ place: `${caseCard.case} at ${vantage}`, turns }],
      ),
    );

/** The order of candidates counts: likeliest first. */
const said = ({ grade, candidates }: Turn): string =>
  candidates.length === 0 ? grade : `${grade} (${candidates.join(', ')})`;

const isSteady = ({ turns }: Repeated): boolean => new Set(turns.map(said)).size === 1;

/** Verdicts that differed between turns, with the number of each answer. */
export const waverings = (card: Scorecard): string[] =>
  repeatedIn(card)
    .filter((repeated) => !isSteady(repeated))
    .map(({ place, turns }) => {
      const counts = [...Map.groupBy(turns, said)].map(([what, all]) => `${all.length} × ${what}`);
      return `${place}: ${counts.join('; ')}`;
    });

/** Number of verdicts that were equal in all turns; undefined if none was repeated. */
export function steadinessText(card: Scorecard): string | undefined {
  const all = repeatedIn(card);
  const times = all[0]?.turns.length;
  if (times === undefined) return undefined;
  const steady = all.filter(isSteady).length;
  return `the same all ${times} times: ${steady} of ${all.length} verdicts; the worst of each counts`;
}
