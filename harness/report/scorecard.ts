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

/** One scenario, with its forms and layers combined. */
export interface ScenarioCard {
  id: string;
  /** Folder of the scenario: the family of its symptom. */
  family: string;
  title: string;
  /** Absent if the scenario never began. */
  truth?: Truth;
  /** The worst of its cases: `invalid-scenario`, `inconclusive`, `unfinished`, `judged`. */
  standing: CaseStanding;
  /** The worst of its results, in the order of `grades`. Absent without results. */
  worst?: Grade;
  phases: PhaseCard[];
  results: ResultCard[];
  cases: CaseCard[];
  /** Sum of the times of its cases, which may have run in parallel. */
  durationMs: number;
}

/** Summary of an event log, complete or truncated. All reports are written from it. */
export interface Scorecard {
  run: {
    version: string;
    /** Not a seed (run/seed.ts) in logs of older versions. */
    seed: string;
    diagnoser: string;
    vantages: readonly Vantage[];
    /** Unix time in milliseconds. */
    startedAtMs?: number;
    engine?: string;
    machine?: Machine;
    commit?: string;
    /** The recorded run whose requests were sent to a module; absent for a run in labs. */
    recorded?: string;
    /** Folder of scenarios that do not come with badconn. */
    scenariosFrom?: string;
  };
  /** Sorted by id, including those that never began. */
  scenarios: ScenarioCard[];
  /** Counts each case and layer at each vantage. A case that is not judged fails at all its vantages. */
  passed: number;
  failed: number;
  /** Expected failures (`--expectations`): neither passed nor failed. */
  asExpected: number;
  /** Grade for an unknown URL scheme; counts as failed unless it is `unsupported`. */
  unknownTarget?: Grade | Status;
  /** Verdicts that were not given because the run ended. */
  skipped: number;
  /** Rebuilt labs and reopened lanes, with the case in which it happened. */
  rebuilt: { what: 'lab' | 'lane'; case: string; why: string }[];
  /** Verdicts that were requested again because the machine was starved. */
  askedAgain: { case: string; vantage: Vantage; why: string }[];
  durationMs: number;
  /** Absent if the run has not ended. */
  exitCode?: number;
  /** Why the run ended early or was incomplete. */
  why?: string;
  /** Outcome of the expectations; absent if none were given. */
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
  // Each shard of a run asks once.
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

/** Whether a case passed at a vantage. Without a result it did not. */
export function passes({ standing, results }: CaseCard, vantage: Vantage): boolean {
  const result = results.find((given) => given.vantage === vantage);
  return standing === 'judged' && result !== undefined && passing.includes(result.grade);
}

/** Whether a case at a vantage passed or is an expected failure. */
export const isSettled = (caseCard: CaseCard, vantage: Vantage): boolean =>
  passes(caseCard, vantage) || expectedAt(caseCard, vantage);

export const expectedAt = ({ results }: CaseCard, vantage: Vantage): boolean =>
  results.some((result) => result.vantage === vantage && result.expected !== undefined);

/** The answer to the unknown scheme: only its words count, not whether it fits this lab by chance. */
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
