import { UsageError } from '../errors.ts';
import { casesOf, type Case, type Layer } from '../case/case.ts';
import type { Registered } from '../case/scenario.ts';
import { inFull } from '../symptom.ts';

/** One part of a run that is divided among machines: the second of five is `{ index: 2, count: 5 }`. */
export interface Shard {
  index: number;
  count: number;
}

/**
 * Parses `<index>/<count>`.
 *
 * @throws UsageError `USAGE_SHARD`, also if there are fewer scenarios than shards.
 */
export function parseShard(given: string, scenarios: number): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(given) ?? []).map(Number);
  if (index >= 1 && index <= count && count <= scenarios) return { index, count };
  throw new UsageError({
    code: 'USAGE_SHARD',
    what: `--shard is ${given}; allowed is <index>/<count>, from 1/${scenarios} to ${scenarios}/${scenarios} for these ${scenarios} scenarios.`,
    evidence: ['--shard 2/5 runs the second of five parts, on one of five machines'],
    next: 'npx badconn run --help',
  });
}

/** Cost of an average answered case, in milliseconds. Only the ratio of costs matters. */
const caseCost = 1300;
/** Extra cost of silence: the plain client and the diagnoser each wait for a timeout. */
const silenceCost = 1800;
const hostCost = 100;

const costOfLayer = ({ symptom, mending }: Layer): number =>
  caseCost + (inFull(symptom).code === 'silence' ? silenceCost : 0) + mending.settlesMs;

const costOfCase = ({ scenario, layers }: Case): number =>
  hostCost * Object.keys(scenario.topology.hosts).length +
  layers.reduce((sum, layer) => sum + costOfLayer(layer), 0);

export const costOf = (registered: Registered): number =>
  casesOf(registered).reduce((sum, labCase) => sum + costOfCase(labCase), 0);

const byName = (registered: Registered, other: Registered): number =>
  registered.id < other.id ? -1 : 1;

/**
 * The scenarios of one shard. Scenarios are assigned by descending cost, each to the shard with the least cost so
 * far, so all shards take about as long. The assignment depends on scenarios and count alone: machines need not
 * coordinate.
 */
export function shardOf(
  scenarios: readonly Registered[],
  { index, count }: Shard,
  cost = costOf,
): Registered[] {
  const loads = [...Array(count)].map(() => ({ cost: 0, scenarios: [] as Registered[] }));
  const costs = new Map(scenarios.map((registered) => [registered, cost(registered)]));
  const worthOf = (registered: Registered): number => costs.get(registered) ?? 0;
  const ordered = scenarios.toSorted((a, b) => worthOf(b) - worthOf(a) || byName(a, b));
  for (const registered of ordered) {
    const least = loads.reduce((found, load) => (load.cost < found.cost ? load : found));
    least.cost += worthOf(registered);
    least.scenarios.push(registered);
  }
  return (loads[index - 1]?.scenarios ?? []).toSorted(byName);
}
