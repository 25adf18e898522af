import { existsSync, readFileSync } from 'node:fs';
import { vantages, type Request, type ServerReport, type Vantage } from '../../vocabulary/index.ts';
import type { Case, Layer } from '../case/case.ts';
import { placedAt } from '../case/point-text.ts';
import type { ClientAttempt, Event, PhaseEnded } from '../events.ts';
import type { Believed } from '../topology/believed.ts';
import type { Placement } from '../topology/place.ts';
import { version } from '../version.ts';
import { caseStarted } from './case-started.ts';
import { requestDraws } from './request-draws.ts';
import { placeOf } from './scene.ts';
import { placementOf, truthsOf } from './truth.ts';

/**
 * Recorded evidence of the labs, as shipped with badconn. tests/ is two folders up in a checkout, three in the
 * package.
 */
export const recordedFolder: URL =
  ['../../', '../../../']
    .map((up) => new URL(`${up}tests/recorded/`, import.meta.url))
    .find((place) => existsSync(place)) ?? new URL('../../tests/recorded/', import.meta.url);

/** Its name in reports; the default of --recorded. */
export const shippedName = 'shipped';

/** Seed of all recordings: a new recording keeps names, addresses and ports, so its diff shows real changes only. */
export const recordedSeed = '493b82ad010dc493f207a0992b387415';

/** The parts of a recording from which a request is made. */
type RecordedRequests = { at: string; seen: Pick<PhaseEnded, 'attempt' | 'wire'> } & Partial<
  Record<
    Vantage,
    {
      target: { url: string };
      symptom: Omit<ClientAttempt, 'url'>;
      server?: ServerReport;
    } & Believed
  >
>;

/** The requests of every recorded case, as the events of one lab run. A module is judged on them. */
export function shippedRun(cases: readonly Case[]): Event[] {
  const events = cases.flatMap((labCase) => {
    const recorded = labCase.layers.flatMap((layer) => {
      const file = new URL(`cases/${layer.key}.json`, recordedFolder);
      if (!existsSync(file)) return [];
      return [[layer, JSON.parse(readFileSync(file, 'utf8')) as RecordedRequests] as const];
    });
    return recorded.length < labCase.layers.length ? [] : eventsOf(labCase, recorded);
  });
  const scenarios = [...new Set(cases.map(({ id }) => id))];
  const run = { seed: recordedSeed, version, diagnoser: shippedName, vantages: [...vantages] };
  const started = { type: 'run-started', ...run, jobs: 1, scenarios } as const;
  const layers = cases.flatMap((labCase) => labCase.layers).length;
  return [{ atMs: 0, ...started, cases: layers }, ...events];
}

/** The part of the evidence that the user knew: a name may have been found by the diagnoser itself. */
const toldIn = (
  { intendedAddress, intendedName }: Believed,
  { believed }: Placement,
): Believed => ({
  ...(believed.intendedAddress && intendedAddress ? { intendedAddress } : {}),
  ...(believed.intendedName && intendedName ? { intendedName } : {}),
});

function eventsOf(open: Case, recorded: readonly (readonly [Layer, RecordedRequests])[]): Event[] {
  const labCase = placedAt(open, recorded[0]?.[1].at ?? '');
  const placement = placementOf(labCase, recordedSeed);
  const at = { atMs: 0, case: labCase.label } as const;
  return [
    { atMs: 0, ...caseStarted(labCase, truthsOf(labCase, placement), placement) } as Event,
    ...recorded.flatMap(([layer, its]) => layerEvents(labCase, layer, its, placement)),
    { ...at, type: 'case-ended', standing: 'judged', durationMs: 0 },
  ];
}

function layerEvents(
  labCase: Case,
  layer: Layer,
  recorded: RecordedRequests,
  placement: Placement,
): Event[] {
  const at = { atMs: 0, ...placeOf({ labCase, layer }) };
  const asked = vantages.flatMap((vantage): Event[] => {
    const evidence = recorded[vantage];
    if (evidence === undefined) return [];
    const request: Request = {
      protocol: 1,
      ...requestDraws(recordedSeed, { case: layer.label, vantage, turn: 1 }),
      target: { url: evidence.target.url, ...toldIn(evidence, placement) },
      symptom: evidence.symptom,
      vantage,
      ...(evidence.server ? { server: whole(evidence.server) } : {}),
      deadlineMs: 10_000,
    };
    const said = { exitCode: 0, stdout: '', stderr: '', durationMs: 0, leftProcesses: 0 };
    const verdict = {
      grade: 'no-answer',
      why: 'Nobody was asked.',
      breaches: [],
      candidates: [],
    } as const;
    const judged = { ...verdict, breaches: [], candidates: [] };
    return [
      {
        ...{ ...at, type: 'diagnosed', vantage },
        ...{ verdict: judged, conversation: { request, ...said } },
      },
    ];
  });
  const observed = { type: 'phase-ended', phase: 'observe', ok: true, durationMs: 0 } as const;
  return [{ ...at, ...observed, ...recorded.seen }, ...asked];
}

let counterNames: readonly string[] | undefined;

/** Completes a recording, which holds only the counters that moved, to a report with all counters. */
function whole({ before, after, ...rest }: ServerReport): ServerReport {
  counterNames ??= readFileSync(new URL('counters.txt', recordedFolder), 'utf8').trim().split('\n');
  const still = Object.fromEntries(counterNames.map((name) => [name, 0]));
  const filled = <S extends { counters: Record<string, number> }>(snapshot: S): S => ({
    ...snapshot,
    counters: { ...still, ...snapshot.counters },
  });
  return { ...rest, before: filled(before), ...(after ? { after: filled(after) } : {}) };
}
