import type { Vantage } from '../../vocabulary/index.ts';
import { passes, type Scorecard, type ScenarioCard } from './scorecard.ts';

/** Two scenarios that look the same to a client. */
export interface Pair {
  scenarios: [string, string];
  vantage: Vantage;
  /** Both passed: who always says the same passes one of them, and never the pair. */
  passed: boolean;
}

/** The look-alike pairs that a run has judged as a whole, at each vantage. */
export function lookalikePairs({ scenarios, run }: Scorecard): Pair[] {
  const judged = new Map(
    scenarios.filter(({ standing }) => standing === 'judged').map((one) => [one.id, one]),
  );
  return [...judged.values()].flatMap((one) =>
    one.lookalikes
      .flatMap((id) => judged.get(id) ?? [])
      // Each names the other.
      .filter((other) => one.id < other.id)
      .flatMap((other) =>
        run.vantages.map((vantage) => ({
          scenarios: [one.id, other.id] as [string, string],
          vantage,
          passed: [one, other].every((each) => passedAt(each, vantage)),
        })),
      ),
  );
}

const passedAt = ({ cases }: ScenarioCard, vantage: Vantage): boolean =>
  cases.every((each) => passes(each, vantage));

/** How many pairs passed at each vantage; undefined where the run has none. */
export function pairsText(card: Scorecard): string | undefined {
  const pairs = lookalikePairs(card);
  if (pairs.length === 0) return undefined;
  const counts = [...Map.groupBy(pairs, ({ vantage }) => vantage)].map(([vantage, all]) => {
    const passed = all.filter((pair) => pair.passed).length;
    return `${passed} of ${all.length} at ${vantage}`;
  });
  return `pairs of look-alikes passed: ${counts.join(', ')}`;
}
