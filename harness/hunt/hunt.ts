import { atPoint, type Case } from '../case/case.ts';
import type { Point } from '../topology/point.ts';
import { drawTurn, type HuntTurn } from './draw-turn.ts';
import { kindOf, type CaseOutcome, type Shortfall } from './shortfall.ts';
import { contains, shrink } from './shrink.ts';

/** A failed verdict, at the point closest to the defaults at which it still fails. */
export interface Finding {
  labCase: Case;
  /** Seed of its lab, which determines names, addresses and ports. */
  seed: string;
  /** The point at which it was found. */
  met: Point;
  /** The reduced point at which it still fails; equal to `met` if nothing could be reduced. */
  least: Point;
  shortfall: Shortfall;
  /** Whether it failed again at the same point. Other findings are not reduced. */
  isSteady: boolean;
  /** How often it was found, at points that contain the reduced one. */
  times: number;
}

export interface HuntOptions {
  cases: readonly Case[];
  seed: string;
  /** How many labs run at the same time. */
  jobs: number;
  /** Whether it goes on: asked before each turn, and before each reduction. A failed case is
   * run again in any case.
   */
  goesOn(): boolean;
  /** Runs a case at its point. Rejects if the hunt is interrupted. */
  run(turn: HuntTurn): Promise<CaseOutcome>;
  /** Called for each finished case, and for each finding, new or repeated. */
  told(news: News): void;
}

export type News =
  | { kind: 'ran'; turn: HuntTurn; outcome: CaseOutcome; isTrial: boolean }
  | { kind: 'found' | 'met-again'; finding: Finding };

/** Runs cases at drawn points while `goesOn`. Resolves to the findings; rejects as `run` does. */
export async function hunt(options: HuntOptions): Promise<Finding[]> {
  const { cases, seed, jobs, goesOn, told } = options;
  const found: Finding[] = [];
  let turns = 0;
  const tryAt = async (turn: HuntTurn, isTrial: boolean): Promise<CaseOutcome> => {
    const outcome = await options.run(turn);
    told({ kind: 'ran', turn, outcome, isTrial });
    return outcome;
  };
  /** A known finding is counted, not reported again. */
  const isKnown = ({ axes, key }: Case, point: Point, shortfall: Shortfall): boolean => {
    const before = found.find(
      (finding) =>
        finding.labCase.key === key &&
        kindOf(finding.shortfall) === kindOf(shortfall) &&
        contains(axes, point, finding.least),
    );
    if (before === undefined) return false;
    before.times += 1;
    told({ kind: 'met-again', finding: before });
    return true;
  };
  const take = async (turn: HuntTurn, shortfall: Shortfall): Promise<void> => {
    const { point } = turn.labCase;
    if (point === undefined || isKnown(turn.labCase, point, shortfall)) return;
    const finding = await smallest(turn, shortfall, goesOn, (next) => tryAt(next, true));
    // Another lane may have found the same meanwhile.
    if (isKnown(turn.labCase, finding.least, shortfall)) return;
    found.push(finding);
    told({ kind: 'found', finding });
  };
  const lane = async (): Promise<void> => {
    while (goesOn()) {
      const turn = drawTurn(cases, seed, turns++);
      const outcome = await tryAt(turn, false);
      if (outcome.kind === 'inconclusive') continue;
      for (const shortfall of outcome.shortfalls) await take(turn, shortfall);
    }
  };
  await Promise.all([...Array(jobs)].map(lane));
  return found;
}

async function smallest(
  { labCase, seed }: HuntTurn,
  shortfall: Shortfall,
  goesOn: () => boolean,
  tryAt: (turn: HuntTurn) => Promise<CaseOutcome>,
): Promise<Finding> {
  const { point: met, axes } = labCase;
  if (!met) throw new Error(`${labCase.label} has no point`);
  const fallsShort = async (point: Point): Promise<boolean> => {
    const outcome = await tryAt({ labCase: atPoint(labCase, point), seed });
    return (
      outcome.kind === 'judged' &&
      outcome.shortfalls.some((met) => kindOf(met) === kindOf(shortfall))
    );
  };
  const isSteady = await fallsShort(met);
  const inTime = async (point: Point): Promise<boolean> => goesOn() && (await fallsShort(point));
  const least = isSteady ? await shrink(axes, met, inTime) : met;
  return { labCase, seed, met, least, shortfall, isSteady, times: 1 };
}
