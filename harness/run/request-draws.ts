import type { Vantage } from '../../vocabulary/index.ts';
import { random } from '../topology/random.ts';

/** The place of a request in a run. `turn` counts from 1 if a verdict is requested several times (--repeat). */
export interface RequestPlace {
  case: string;
  vantage: Vantage;
  turn: number | 'unknown target';
}

/**
 * The drawn fields of a request, which carry no information: without the run's seed both look random and unrelated to
 * each other, to other requests, and to the names and ports of the lab.
 */
export const requestDraws = (
  seed: string,
  { case: name, vantage, turn }: RequestPlace,
): { id: string; seed: number } => ({
  // 128 bits.
  id: random(seed, `request id, ${vantage}, ${turn}: ${name}`).hex(16),
  // One seed for all turns: repeated verdicts should be equal.
  seed: random(seed, `request seed, ${vantage}: ${name}`).integer(0, 2 ** 31 - 1),
});
