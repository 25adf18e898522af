import type { Stage } from '../../vocabulary/index.ts';

/**
 * How one stage of the connection went. `aside`: looked at, and not on the way that the client takes;
 * `unknown`: the evidence holds nothing of it.
 */
export interface Rung {
  stage: Stage;
  outcome: 'passed' | 'failed' | 'aside' | 'unknown';
  /** What was seen there, in a few words and without a full stop. */
  seen: string;
  /** How long it took, in milliseconds; absent where nothing was waited for. */
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
