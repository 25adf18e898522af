import { drawn, type Case } from '../case/case.ts';
import { random } from '../topology/random.ts';

/** A case at a point, and the seed of its lab. */
export interface HuntTurn {
  labCase: Case;
  seed: string;
}

/**
 * The case of one turn of a hunt; turns count from 0. All cases take a turn before any takes its second, in a new
 * order each round. Each turn has its own seed, so that it can be repeated alone.
 */
export function drawTurn(cases: readonly Case[], huntSeed: string, turn: number): HuntTurn {
  const round = Math.floor(turn / cases.length);
  const order = random(huntSeed, `hunt, round ${round}`).shuffle(cases);
  const open = order[turn % cases.length];
  if (!open) throw new RangeError('no case to hunt in');
  const seed = random(huntSeed, `hunt, turn ${turn}`).hex(16);
  return { labCase: drawn(open, seed), seed };
}
