import { afterAll, beforeAll } from 'vitest';
import type { Engine, Lane } from '../../harness/engine/engine.ts';
import { openEngine } from '../../harness/engine/open.ts';
import { noArtefacts } from '../../harness/run/artefacts.ts';
import { CaseRun } from '../../harness/run/case-run.ts';
import { connectDiagnoser, diagnoserFolder, type Connected } from '../../harness/run/connector.ts';
import type { Event, NewEvent } from '../../harness/run/events.ts';
import type { Case } from '../../harness/registry.ts';
import { vantages } from '../../vocabulary/index.ts';

/** One seed for all tests, so that a failure can be repeated: npx badconn run <id> --seed 1. */
export const seed = Number(process.env['BADCONN_SEED'] ?? 1);

export interface Lanes {
  /** Lends a lane to one piece of work at a time. */
  use<T>(work: (lane: Lane) => Promise<T>): Promise<T>;
}

/** A few lanes on the engine for the tests of one file. They are opened when they are needed. */
export function lanes(count: number): Lanes {
  let engine: Promise<Engine> | undefined;
  const free: Lane[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  beforeAll(() => {
    engine = openEngine((line) => process.stderr.write(`${line}\n`));
    return engine.then(() => undefined);
  });
  afterAll(async () => (await engine)?.close());
  return {
    async use(work) {
      while (busy >= count) await new Promise<void>((resolve) => waiting.push(resolve));
      busy += 1;
      try {
        const lane = free.pop() ?? (await (await engine)?.openLane());
        if (!lane) throw new Error('no engine was opened');
        try {
          return await work(lane);
        } finally {
          free.push(lane);
        }
      } finally {
        busy -= 1;
        waiting.shift()?.();
      }
    },
  };
}

export interface CaseSeen {
  events: Event[];
  standing: string;
  phases: { phase: string; ok: boolean; error?: string }[];
  diagnosed: Extract<Event, { type: 'diagnosed' }>[];
}

/** Runs one case with one diagnoser, and gathers what was logged. */
export async function runCase(
  lane: Lane,
  one: Case,
  diagnoser: Connected,
  deadlineMs = 10_000,
): Promise<CaseSeen> {
  await lane.unpack(diagnoserFolder, diagnoser.tar);
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: Date.now(), ...event } as Event);
  const { argv } = diagnoser;
  const options = { seed, vantages, argv, deadlineMs, keep: false, artefacts: noArtefacts, log };
  await new CaseRun(lane, one, options).run();
  const ended = events.find((event) => event.type === 'case-ended');
  return {
    events,
    standing: ended?.standing ?? 'unfinished',
    phases: events.flatMap((event) =>
      event.type === 'phase-ended'
        ? [{ phase: event.phase, ok: event.ok, ...(event.error ? { error: event.error } : {}) }]
        : [],
    ),
    diagnosed: events.filter((event) => event.type === 'diagnosed'),
  };
}

export const reference = (): Promise<Connected> => connectDiagnoser('reference');
