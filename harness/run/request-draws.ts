import type { Vantage } from '../../vocabulary/index.ts';
import { random } from '../topology/random.ts';

/** Which request of a run: `turn` counts from 1 where a verdict is asked for several times (--repeat). */
export interface RequestPlace {
  case: string;
  vantage: Vantage;
  turn: number | 'unknown target';
}

/**
 * What of a request is drawn and says nothing: to whoever lacks the run's seed both are random, and
 * unrelated to each other, to those of other requests and to the names and ports of the lab.
 */
export const requestDraws = (
  seed: string,
  { case: name, vantage, turn }: RequestPlace,
): { id: string; seed: number } => ({
  // 128 bits.
  id: random(seed, `request id, ${vantage}, ${turn}: ${name}`).hex(16),
  // Asked again, a verdict is to be the same: one seed for all turns.
  seed: random(seed, `request seed, ${vantage}: ${name}`).integer(0, 2 ** 31 - 1),
});
