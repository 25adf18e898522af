import { UsageError } from '../errors.ts';
import type { Event } from '../events.ts';

export interface NamedLog {
  /** Where it came from, for messages. */
  name: string;
  events: readonly Event[];
}

type RunStarted = Extract<Event, { type: 'run-started' }>;
type RunEnded = Extract<Event, { type: 'run-ended' }>;

/** The worst wins: interrupted, a lab that failed, a file that is not a scenario, a failed verdict. */
const worstFirst = [130, 4, 2, 1, 0];

/**
 * One event log of the logs of all shards of one run: what a run on one machine would have told, in
 * the order of the shards.
 *
 * @throws UsageError `USAGE_MERGE` for logs that are not all the shards of one run, each once.
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

/** Shards of one run were asked for the same. */
function agree(shards: readonly ShardLog[]): void {
  const same = ['version', 'seed', 'diagnoser', 'vantages'] as const;
  for (const key of same) {
    const told = shards.map(({ name, started }) => `${name}: ${key} ${String(started[key])}`);
    const values = new Set(shards.map(({ started }) => String(started[key])));
    if (values.size > 1) throw cannot(`The logs differ in their ${key}`, told);
  }
}

/** Each shard once. */
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

/** A shard that did not tell how it ended died, and the run failed with it. */
function end(shards: readonly ShardLog[]): RunEnded {
  const ends = shards.map(({ name, events }): RunEnded => {
    const last = events.findLast((event) => event.type === 'run-ended');
    const { atMs } = events.at(-1) ?? { atMs: 0 };
    const why = `${name} was cut: its run died.`;
    const durationMs = atMs - (events[0]?.atMs ?? atMs);
    return last ?? { type: 'run-ended', atMs, durationMs, exitCode: 4, why };
  });
  const exitCode = worstFirst.find((code) => ends.some((ended) => ended.exitCode === code)) ?? 4;
  // What all shards say is said once.
  const why = [...new Set(ends.flatMap((ended) => ended.why ?? []))].join(' ');
  return {
    type: 'run-ended',
    atMs: Math.max(...ends.map(({ atMs }) => atMs)),
    durationMs: Math.max(...ends.map(({ durationMs }) => durationMs)),
    exitCode,
    ...(why === '' ? {} : { why }),
  };
}
