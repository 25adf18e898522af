import { UsageError } from '../errors.ts';
import type { Event } from '../events.ts';

export interface NamedLog {
  /** Origin of the log, for messages. */
  name: string;
  events: readonly Event[];
}

type RunStarted = Extract<Event, { type: 'run-started' }>;
type RunEnded = Extract<Event, { type: 'run-ended' }>;

/** Exit codes, worst first: interrupted, the lab failed, a file is not a scenario, a verdict failed. */
const worstFirst = [130, 4, 2, 1, 0];

/**
 * Merges the logs of all shards of one run into one log, in the order of the shards, as if it had run on one machine.
 *
 * @throws UsageError `USAGE_MERGE` unless the logs are all shards of one run, each once.
 */
export function mergeLogs(logs: readonly NamedLog[]): Event[] {
  const shards = logs
    .map((log) => ({ ...log, started: startOf(log) }))
    .toSorted((a, b) => indexOf(a) - indexOf(b));
  const [first] = shards;
  if (first === undefined) throw cannot('No event log was given', []);
  agree(shards);
  complete(shards);
  const { shard: _, ...rest } = first.started;
  const sum = (count: (started: RunStarted) => number): number =>
    shards.reduce((total, { started }) => total + count(started), 0);
  const started: RunStarted = {
    ...rest,
    jobs: sum(({ jobs }) => jobs),
    scenarios: shards.flatMap((shard) => shard.started.scenarios).toSorted(),
    cases: sum(({ cases }) => cases),
  };
  const isOwn = ({ type }: Event): boolean => type !== 'run-started' && type !== 'run-ended';
  return [started, ...shards.flatMap(({ events }) => events.filter(isOwn)), end(shards)];
}

type ShardLog = NamedLog & { started: RunStarted };

const indexOf = ({ started }: ShardLog): number => started.shard?.index ?? 0;
const cannot = (what: string, evidence: readonly string[]): UsageError =>
  new UsageError({
    code: 'USAGE_MERGE',
    what: `${what}: these logs are not all the shards of one run.`,
    evidence,
    next: 'give the events.jsonl of each  badconn run --seed <digits> --shard <index>/<count> --out <folder>',
  });

function startOf({ name, events }: NamedLog): RunStarted {
  const started = events.find((event) => event.type === 'run-started');
  if (started === undefined) throw cannot(`${name} holds no run`, []);
  if (started.shard === undefined) throw cannot(`${name} is of a run without --shard`, []);
  return started;
}

/** Checks that all shards have the same run settings. */
function agree(shards: readonly ShardLog[]): void {
  const same = ['version', 'seed', 'diagnoser', 'vantages'] as const;
  for (const key of same) {
    const told = shards.map(({ name, started }) => `${name}: ${key} ${String(started[key])}`);
    const values = new Set(shards.map(({ started }) => String(started[key])));
    if (values.size > 1) throw cannot(`The logs differ in their ${key}`, told);
  }
}

/** Checks that each shard is there once. */
function complete(shards: readonly ShardLog[]): void {
  const told = shards.map(({ name, started: { shard } }) => {
    return `${name}: shard ${shard?.index}/${shard?.count}`;
  });
  const counts = new Set(shards.map(({ started }) => started.shard?.count));
  if (counts.size > 1) throw cannot('The logs differ in the count of their shards', told);
  const [count = 0] = counts;
  for (let index = 1; index <= count; index += 1) {
    const found = shards.filter((shard) => indexOf(shard) === index).length;
    if (found === 0) throw cannot(`Shard ${index}/${count} is missing`, told);
    if (found > 1) throw cannot(`Shard ${index}/${count} was given ${found} times`, told);
  }
}

/** A shard without an end died, so the run failed. */
function end(shards: readonly ShardLog[]): RunEnded {
  const ends = shards.map(({ name, events }): RunEnded => {
    const last = events.findLast((event) => event.type === 'run-ended');
    const { atMs } = events.at(-1) ?? { atMs: 0 };
    const why = `${name} was cut: its run died.`;
    const durationMs = atMs - (events[0]?.atMs ?? atMs);
    return last ?? { type: 'run-ended', atMs, durationMs, exitCode: 4, why };
  });
  const exitCode = worstFirst.find((code) => ends.some((ended) => ended.exitCode === code)) ?? 4;
  // A reason that all shards give appears once.
  const why = [...new Set(ends.flatMap((ended) => ended.why ?? []))].join(' ');
  return {
    type: 'run-ended',
    atMs: Math.max(...ends.map(({ atMs }) => atMs)),
    durationMs: Math.max(...ends.map(({ durationMs }) => durationMs)),
    exitCode,
    ...(why === '' ? {} : { why }),
  };
}
