import type { Lane } from '../engine/engine.ts';
import { noArtefacts } from '../run/artefacts.ts';
import { CaseRun } from '../run/case-run.ts';
import type { Connected } from '../guest/connector.ts';
import type { NewEvent } from '../events.ts';
import type { LanePool } from '../run/lane-pool.ts';
import { isLost } from '../run/open-lab.ts';
import { bring, type Guest } from '../guest/program.ts';
import type { Vantage } from '../../vocabulary/index.ts';
import type { HuntTurn } from './draw-turn.ts';
import { outcomeOf, type CaseOutcome } from './shortfall.ts';

interface HuntLabSettings {
  diagnoser: Connected;
  vantages: readonly Vantage[];
  deadlineMs: number;
  signal: AbortSignal;
}

/** After this many lanes lost in a row, the engine counts as unavailable. */
const mostLostInARow = 3;

/** Runs a case at its point in a lab of its own. A lost lane costs that case only. */
export function inLabs(
  pool: LanePool,
  { diagnoser, vantages, deadlineMs, signal }: HuntLabSettings,
): (turn: HuntTurn) => Promise<CaseOutcome> {
  const programs = new WeakMap<Lane, Promise<Guest>>();
  let lostInARow = 0;
  const brought = (lane: Lane): Promise<Guest> => {
    const program = programs.get(lane) ?? bring(lane, diagnoser);
    programs.set(lane, program);
    return program;
  };
  return async ({ labCase, seed }) => {
    const events: NewEvent[] = [];
    const log = (event: NewEvent): void => void events.push(event);
    const options = {
      seed,
      vantages,
      deadlineMs,
      keep: false,
      artefacts: noArtefacts,
      log,
      signal,
    };
    try {
      await pool.use(async (lane) => {
        const program = await brought(lane);
        const failure = await new CaseRun(lane, labCase, { ...options, program }).run();
        if (failure && isLost(failure)) throw failure;
      });
      lostInARow = 0;
    } catch (error) {
      lostInARow += 1;
      if (!isLost(error) || signal.aborted || lostInARow >= mostLostInARow) throw error;
    }
    return outcomeOf(events);
  };
}
