import type { Stage } from '../../vocabulary/index.ts';

/** Result of one stage. `aside`: observed, but not on the client's path; `unknown`: not in the evidence. */
export interface Rung {
  stage: Stage;
  outcome: 'passed' | 'failed' | 'aside' | 'unknown';
  /** Observation in a few words, without a full stop. */
  seen: string;
  /** Duration in milliseconds; absent if there was nothing to wait for. */
  afterMs?: number;
}

export const passed = (stage: Stage, seen: string, afterMs?: number): Rung =>
  rung('passed', stage, seen, afterMs);
export const failed = (stage: Stage, seen: string, afterMs?: number): Rung =>
  rung('failed', stage, seen, afterMs);
export const aside = (stage: Stage, seen: string, afterMs?: number): Rung =>
  rung('aside', stage, seen, afterMs);
export const unknown = (stage: Stage, seen: string): Rung => rung('unknown', stage, seen);

const rung = (outcome: Rung['outcome'], stage: Stage, seen: string, afterMs?: number): Rung => ({
  ...{ stage, outcome, seen },
  ...(afterMs === undefined ? {} : { afterMs }),
});
