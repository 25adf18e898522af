import { causes, type Cause, type Vantage } from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import type { CaseCard, ResultCard, Scorecard } from './scorecard.ts';

/** Answers that name no cause. `no verdict`: timed out, crashed or broke the contract. */
export const otherAnswers = ['healthy', 'cannot-tell', 'unsupported', 'no verdict'] as const;
export type NamedAnswer = Cause | (typeof otherAnswers)[number];

/**
 * `true`: correct. `alike`: this vantage cannot tell it from the truth. `false`: wrong. `dangerous`: a broken
 * connection called healthy, or a healthy one broken. `none`: no claim.
 */
export type Claim = 'true' | 'alike' | 'false' | 'dangerous' | 'none';

export interface ConfusionCell {
  count: number;
  claim: Claim;
}

export interface Confusion {
  /** True causes in the order of the vocabulary; `none` (nothing is wrong) last. */
  rows: { truth: Truth['cause']; verdicts: number; cells: Map<NamedAnswer, ConfusionCell> }[];
  /** All causes that are true or were named. */
  columns: NamedAnswer[];
}

/**
 * How often each answer was given for each true cause, over the judged cases at one vantage. A verdict with several
 * causes counts in the column of each.
 */
export function confusion(card: Scorecard, vantage: Vantage): Confusion {
  const verdicts = card.scenarios
    .flatMap(({ cases }) => cases)
    .filter(({ standing }) => standing === 'judged')
    .flatMap((caseCard) =>
      resultsAt(caseCard, vantage).map((result) => ({ truth: caseCard.truth, result })),
    );
  const byTruth = Map.groupBy(verdicts, ({ truth }) => truth.cause);
  const rows = [...byTruth]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([truth, of]) => ({ truth, verdicts: of.length, cells: cellsOf(of, vantage) }));
  const named = new Set<NamedAnswer>(
    rows.flatMap(({ truth, cells }) => [...(truth === 'none' ? [] : [truth]), ...cells.keys()]),
  );
  return { rows, columns: [...named].toSorted((a, b) => place(a) - place(b)) };
}

const order: readonly string[] = [...Object.keys(causes), ...otherAnswers];
/** Unknown causes come last. */
const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

const resultsAt = ({ results }: CaseCard, vantage: Vantage): ResultCard[] =>
  results.filter((result) => result.vantage === vantage);

function cellsOf(
  verdicts: readonly { truth: Truth; result: ResultCard }[],
  vantage: Vantage,
): Map<NamedAnswer, ConfusionCell> {
  const cells = new Map<NamedAnswer, ConfusionCell>();
  for (const { truth, result } of verdicts) {
    for (const named of namedBy(result)) {
      const count = (cells.get(named)?.count ?? 0) + 1;
      cells.set(named, { count, claim: claimOf(named, truth, vantage) });
    }
  }
  return cells;
}

function namedBy({ grade, verdict: { status, candidates } }: ResultCard): readonly NamedAnswer[] {
  if (status === undefined) return [grade === 'unsupported' ? grade : 'no verdict'];
  return status === 'diagnosed' ? candidates : [status];
}

function claimOf(named: NamedAnswer, { cause, best }: Truth, vantage: Vantage): Claim {
  if (named === 'cannot-tell' || named === 'unsupported' || named === 'no verdict') return 'none';
  if (named === 'healthy') return cause === 'none' ? 'true' : 'dangerous';
  if (cause === 'none') return 'dangerous';
  if (named === cause) return 'true';
  return best[vantage].includes(named) ? 'alike' : 'false';
}
