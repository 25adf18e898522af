import { grades, passing, type Grade, type Status, type Vantage } from '../../vocabulary/index.ts';
import type { Event, Expected, Machine, Truth, Verdict } from '../events.ts';
import { layerLabel } from '../case/case-name.ts';
import {
  readCases,
  type CaseCard,
  type CaseStanding,
  type PhaseCard,
  type ResultCard,
} from './case-card.ts';

export type { CaseCard, CaseStanding, PhaseCard, ResultCard } from './case-card.ts';

/** One scenario, with its forms and layers folded in. */
export interface ScenarioCard {
  id: string;
  /** The folder in which the scenario lies: the symptom's family. */
  family: string;
  title: string;
  /** Absent where the scenario never began. */
  truth?: Truth;
  /** The worst of its cases: `invalid-scenario`, `inconclusive`, `unfinished`, `judged`. */
  standing: CaseStanding;
  /** The worst of its results, in the order of `grades`. Absent where there is none. */
  worst?: Grade;
  phases: PhaseCard[];
  results: ResultCard[];
  cases: CaseCard[];
  /** The time of all its cases together, which may have run side by side. */
  durationMs: number;
}

/** A summary of an event log, whole or cut, from which every report is written. */
export interface Scorecard {
  run: {
    version: string;
    /** Not a seed (run/seed.ts) where an older version wrote the log. */
    seed: string;
    diagnoser: string;
    vantages: readonly Vantage[];
    /** Unix time in milliseconds. */
    startedAtMs?: number;
    engine?: string;
    machine?: Machine;
    commit?: string;
    /** The run whose requests were put to a module; absent where labs were built. */
    recorded?: string;
    /** The folder of scenarios that do not come with badconn. */
    scenariosFrom?: string;
  };
  /** In the order of their ids, and those that never began with them. */
  scenarios: ScenarioCard[];
  /** Each case, and each of its layers, at each vantage counts one. A case that is not judged fails at all its vantages. */
  passed: number;
  failed: number;
  /** Expected failures (`--expectations`): neither passed nor failed. */
  asExpected: number;
  /** The grade for an unknown URL scheme, which counts as failed if it is not `unsupported`. */
  unknownTarget?: Grade | Status;
  /** Those that did not come to an end because the run did. */
  skipped: number;
  /** Labs that were built anew and lanes that were opened again, and the case in which it happened. */
  rebuilt: { what: 'lab' | 'lane'; case: string; why: string }[];
  /** Verdicts that were asked for once more, since the machine was starved. */
  askedAgain: { case: string; vantage: Vantage; why: string }[];
  durationMs: number;
  /** Absent where the run has not ended. */
  exitCode?: number;
  /** Why the run ended early or was not whole, in its own words. */
  why?: string;
  /** What became of known shortcomings; absent where none was declared. */
  expected?: Expected;
}

export function scorecard(events: readonly Event[]): Scorecard {
  const started = events.find((event) => event.type === 'run-started');
  const ended = events.findLast((event) => event.type === 'run-ended');
  const vantages = started?.vantages ?? [];
  const cases = readCases(events);
  const finished = cases.filter(({ standing }) => standing !== 'unfinished');
  const passed = finished.flatMap((caseCard) =>
    vantages.filter((vantage) => passes(caseCard, vantage)),
  ).length;
  const asExpected = finished.flatMap(({ results }) =>
    results.filter(({ expected }) => expected !== undefined),
  ).length;
  const due = Math.max(started?.cases ?? 0, cases.length) * vantages.length;
  const fellShort = finished.length * vantages.length - passed - asExpected;
  const asked = events.flatMap((event) =>
    event.type === 'unknown-target' ? saidTo(event.verdict) : [],
  );
  // The shards of a run each ask.
  const unknown = asked.find((grade) => grade !== 'unsupported') ?? asked[0];
  const failed = fellShort + (unknown === undefined || unknown === 'unsupported' ? 0 : 1);
  const ids = new Set([...(started?.scenarios ?? []), ...cases.map(({ scenario }) => scenario)]);
  const byScenario = Map.groupBy(cases, ({ scenario }) => scenario);
  return {
    run: {
      version: started?.version ?? '',
      seed: String(started?.seed ?? ''),
      diagnoser: started?.diagnoser ?? '',
      vantages,
      ...(started === undefined ? {} : { startedAtMs: started.atMs }),
      ...(started?.engine === undefined ? {} : { engine: started.engine }),
      ...(started?.machine === undefined ? {} : { machine: started.machine }),
      ...(started?.commit === undefined ? {} : { commit: started.commit }),
      ...(started?.recorded === undefined ? {} : { recorded: started.recorded }),
      ...(started?.scenariosFrom === undefined ? {} : { scenariosFrom: started.scenariosFrom }),
    },
    scenarios: [...ids].toSorted(byName).map((id) => foldCases(id, byScenario.get(id) ?? [])),
    passed,
    failed,
    asExpected,
    ...(unknown === undefined ? {} : { unknownTarget: unknown }),
    skipped: due - passed - fellShort - asExpected,
    rebuilt: events.flatMap((event) =>
      event.type === 'rebuilt' ? [{ what: event.what, case: event.case, why: event.why }] : [],
    ),
    askedAgain: events.flatMap((event) =>
      event.type === 'asked-again'
        ? [
            {
              ...{ case: layerLabel(event.case, event.layer) },
              ...{ vantage: event.vantage, why: event.why },
            },
          ]
        : [],
    ),
    durationMs: ended?.durationMs ?? (events.at(-1)?.atMs ?? 0) - (events[0]?.atMs ?? 0),
    ...(ended === undefined ? {} : { exitCode: ended.exitCode }),
    ...(ended?.why === undefined ? {} : { why: ended.why }),
    ...(ended?.expected === undefined ? {} : { expected: ended.expected }),
  };
}

/** Whether a case passed at a vantage. A vantage without a result did not. */
export function passes({ standing, results }: CaseCard, vantage: Vantage): boolean {
  const result = results.find((given) => given.vantage === vantage);
  return standing === 'judged' && result !== undefined && passing.includes(result.grade);
}

/** Whether a case at a vantage passed or is an expected failure. */
export const isSettled = (caseCard: CaseCard, vantage: Vantage): boolean =>
  passes(caseCard, vantage) || expectedAt(caseCard, vantage);

export const expectedAt = ({ results }: CaseCard, vantage: Vantage): boolean =>
  results.some((result) => result.vantage === vantage && result.expected !== undefined);

/** Whether it suits this lab by chance is no matter: only the words count. */
export const saidTo = ({ grade, status }: Verdict): Grade | Status =>
  grade === 'unsupported' ? grade : (status ?? grade);

const worstFirst: readonly CaseStanding[] = [
  'invalid-scenario',
  'inconclusive',
  'unfinished',
  'judged',
];
const bestFirst = Object.keys(grades) as Grade[];
const byName = (a: string, b: string): number => (a < b ? -1 : 1);

function foldCases(id: string, unordered: readonly CaseCard[]): ScenarioCard {
  const cases = unordered.toSorted((a, b) => byName(a.case, b.case));
  const results = cases.flatMap((caseCard) => caseCard.results);
  const worst = bestFirst.findLast((grade) => results.some((result) => result.grade === grade));
  const standing = worstFirst.find((word) => cases.some((caseCard) => caseCard.standing === word));
  return {
    id,
    family: id.split('/', 1)[0] ?? id,
    title: cases[0]?.title ?? '',
    ...(cases[0] === undefined ? {} : { truth: cases[0].truth }),
    standing: standing ?? 'unfinished',
    ...(worst === undefined ? {} : { worst }),
    phases: cases.flatMap((caseCard) => caseCard.phases),
    results,
    cases,
    durationMs: cases.reduce((sum, caseCard) => sum + caseCard.durationMs, 0),
  };
}
