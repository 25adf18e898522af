import { labelOf, layerLabel } from '../case/case-name.ts';
import { grades, passing, type Cause, type Grade, type Vantage } from '../../vocabulary/index.ts';
import type { jsonReport } from './json.ts';

/** The document of `run --json`. */
export type RunDocument = Omit<WholeDocument, 'scenarios'> & {
  scenarios: (Omit<WholeScenario, 'cases'> & {
    /** Absent in documents of an earlier badconn. */
    cases?: WholeScenario['cases'];
  })[];
};
type WholeDocument = ReturnType<typeof jsonReport>;
type WholeScenario = WholeDocument['scenarios'][number];

/** Grade of a verdict, or why it has none. */
export type VerdictWord = Grade | 'inconclusive' | 'invalid-scenario' | 'unfinished' | 'no-result';

export interface CaseResult {
  word: VerdictWord;
  /** Sorted, because order does not matter. */
  candidates: Cause[];
  /** How long the diagnoser took; 0 without a result. */
  durationMs: number;
}

export interface Difference {
  case: string;
  vantage: Vantage;
  before?: CaseResult;
  after?: CaseResult;
}

/**
 * Comparison of two runs, by case and vantage. Only a verdict judged in both is better or worse; between passing
 * grades, or if only the named causes differ, it is `changed`. `time` covers the verdicts that both runs have, and
 * never makes one worse.
 */
export interface Comparison {
  worse: Difference[];
  better: Difference[];
  changed: Difference[];
  new: Difference[];
  gone: Difference[];
  same: number;
  time: { verdicts: number; beforeMs: number; afterMs: number };
}

export function compare(before: RunDocument, after: RunDocument): Comparison {
  const [old, now] = [verdictsOf(before), verdictsOf(after)];
  const comparison: Comparison = {
    ...{ worse: [], better: [], changed: [], new: [], gone: [], same: 0 },
    time: { verdicts: 0, beforeMs: 0, afterMs: 0 },
  };
  const keys = [...new Set([...old.keys(), ...now.keys()])].toSorted((a, b) => (a < b ? -1 : 1));
  for (const key of keys) {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === undefined || is === undefined) {
      if (is !== undefined) comparison.new.push({ ...is.place, after: is.said });
      if (was !== undefined) comparison.gone.push({ ...was.place, before: was.said });
      continue;
    }
    comparison.time.verdicts += 1;
    comparison.time.beforeMs += was.said.durationMs;
    comparison.time.afterMs += is.said.durationMs;
    const direction = directionOf(was.said, is.said);
    if (direction === 'same') comparison.same += 1;
    else comparison[direction].push({ ...was.place, before: was.said, after: is.said });
  }
  return comparison;
}

function directionOf(
  before: CaseResult,
  after: CaseResult,
): 'same' | 'changed' | 'worse' | 'better' {
  const [old, now] = [harmOf(before.word), harmOf(after.word)];
  if (old !== undefined && now !== undefined && old !== now) return now > old ? 'worse' : 'better';
  const isSame = before.word === after.word && before.candidates.join() === after.candidates.join();
  return isSame ? 'same' : 'changed';
}

/**
 * Rank of a judged verdict, in the order of `grades`; all passing grades are equal, and `dangerous` is the worst:
 * crashing instead does no harm. Undefined for verdicts that were not judged, which count neither for nor against a
 * diagnoser.
 */
function harmOf(word: VerdictWord): number | undefined {
  if (word === 'inconclusive' || word === 'invalid-scenario' || word === 'unfinished')
    return undefined;
  if (word === 'dangerous') return Infinity;
  if (word === 'no-result') return order.length;
  if (passing.includes(word)) return 0;
  // An unknown grade (of a later version) is neither better nor worse.
  return order.includes(word) ? order.indexOf(word) : undefined;
}

const order = Object.keys(grades) as Grade[];

type Verdicts = Map<string, { place: { case: string; vantage: Vantage }; said: CaseResult }>;

function verdictsOf({ vantages, scenarios }: RunDocument): Verdicts {
  const verdicts: Verdicts = new Map();
  for (const scenario of scenarios) {
    for (const [name, { form, layer }] of placesIn(scenario)) {
      for (const vantage of vantages) {
        const said = saidOf(scenario, { form, layer }, vantage);
        verdicts.set(`${name} at ${vantage}`, { place: { case: name, vantage }, said });
      }
    }
  }
  return verdicts;
}

/** A separately judged part of a scenario. */
interface Place {
  form?: string | undefined;
  layer?: number | undefined;
}

/** Parts by label. A scenario without cases counts as one part. */
function placesIn({ id, cases = [], phases, results }: DocumentScenario): Map<string, Place> {
  const told: Place[] = [...cases, ...phases, ...results];
  const places = told.length === 0 ? [{}] : told;
  return new Map(places.map((place) => [layerLabel(labelOf(id, place.form), place.layer), place]));
}

type DocumentScenario = RunDocument['scenarios'][number];

function saidOf(
  { standing: worst, cases, phases, results }: DocumentScenario,
  { form, layer }: Place,
  vantage: Vantage,
): CaseResult {
  const isHere = (place: Place): boolean => place.form === form && place.layer === layer;
  const known = cases?.find(isHere)?.standing;
  const standing = known ?? worst;
  const own = phases.filter(isHere);
  const result = results.find((candidate) => candidate.vantage === vantage && isHere(candidate));
  const durationMs = result?.durationMs ?? 0;
  const unjudged = (word: VerdictWord): CaseResult => ({ word, candidates: [], durationMs });
  // If an outer layer failed, the next has no phases of its own.
  const broke =
    own.some(({ ok }) => !ok) || known === 'inconclusive' || known === 'invalid-scenario';
  if (broke) return unjudged(standing === 'invalid-scenario' ? standing : 'inconclusive');
  if (standing === 'unfinished' && !own.some(({ phase }) => phase === 'leave')) {
    return unjudged('unfinished');
  }
  if (result === undefined) return unjudged('no-result');
  return { word: result.grade, candidates: [...result.candidates].toSorted(), durationMs };
}
