import { afterAll, beforeAll, inject } from 'vitest';
import type { Lane } from '../../harness/engine/engine.ts';
import { openEngine, type EngineName } from '../../harness/engine/open.ts';
import type { Case } from '../../harness/case/case.ts';
import {
  connectDiagnoser,
  type Connected,
  type FolderDiagnoser,
} from '../../harness/guest/connector.ts';
import type { Event } from '../../harness/events.ts';
import { lanePool, type LanePool } from '../../harness/run/lane-pool.ts';
import { readSeed } from '../../harness/run/seed.ts';
import { watchCase } from '../../harness/run/watch-case.ts';
import { vantages } from '../../vocabulary/index.ts';
import { recordedSeed } from '../../harness/run/shipped-run.ts';
import { inSlot } from './slots.ts';

/** One seed for all tests, so that a failure can be repeated: npx badconn run <id> --seed <it>. */
export const seed = readSeed('BADCONN_SEED', process.env['BADCONN_SEED'] ?? recordedSeed);

/**
 * A few lanes for the tests of one file, on the engine that a run would use or on a given one. They are opened when
 * they are needed. Files run side by side, and share the slots in which lanes work.
 */
export function lanes(count: number, engine?: EngineName): LanePool {
  const pool = lanePool(count, (say) => openEngine(say, undefined, engine));
  const slots = inject('slots');
  beforeAll(() => pool.open());
  afterAll(() => pool.close());
  return { ...pool, use: (work) => pool.use((lane) => inSlot(slots, () => work(lane))) };
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
  const events = await watchCase(lane, one, diagnoser, { seed, vantages, deadlineMs });
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

export const reference = (): Promise<FolderDiagnoser> => connectDiagnoser('reference');
