import type { Vantage } from '../../vocabulary/index.ts';
import { lookalikePairs, type Appearance } from '../lookalikes.ts';
import { passes, type CaseCard, type Scorecard } from './scorecard.ts';

/** Two cases with different causes that look the same to a plain client. */
export interface Pair {
  cases: [string, string];
  vantage: Vantage;
  /** Both passed. A diagnoser that always names the same single cause passes at most one. */
  passed: boolean;
}

/** Derived from observations, so logs of any version have pairs. */
const appearancesOf = ({ case: name, layer, truth, standing, phases }: CaseCard): Appearance[] => {
  const { attempt, wire } = phases.findLast(({ phase }) => phase === 'observe') ?? {};
  // Only outermost layers: one beneath looks like its cause alone.
  if (layer !== undefined || standing !== 'judged' || attempt === undefined || wire === undefined)
    return [];
  const { stage, code } = attempt;
  const where = stage === undefined ? {} : { stage };
  return [{ case: name, cause: truth.cause, ...where, code, packets: wire.client }];
};

/** Pairs of look-alikes among the judged cases of a run, at each vantage. */
export function pairsOf({ scenarios, run }: Scorecard): Pair[] {
  const cards = new Map(scenarios.flatMap(({ cases }) => cases).map((card) => [card.case, card]));
  return lookalikePairs([...cards.values()].flatMap(appearancesOf)).flatMap((pair) =>
    run.vantages.map((vantage) => ({
      cases: [pair[0].case, pair[1].case] as [string, string],
      vantage,
      passed: pair.every(({ case: name }) => {
        const card = cards.get(name);
        return card !== undefined && passes(card, vantage);
      }),
    })),
  );
}

/** Number of passed pairs at each vantage; undefined without pairs. */
export function pairsText(card: Scorecard): string | undefined {
  const pairs = pairsOf(card);
  if (pairs.length === 0) return undefined;
  const counts = [...Map.groupBy(pairs, ({ vantage }) => vantage)].map(([vantage, all]) => {
    const passed = all.filter((pair) => pair.passed).length;
    return `${passed} of ${all.length} at ${vantage}`;
  });
  return `pairs of look-alikes passed: ${counts.join(', ')}`;
}
