import { describe, expect, test } from 'vitest';
import type { Event } from '../events.ts';
import { seedOf } from '../topology/sample-seed.ts';
import { mergeLogs, type NamedLog } from './merge.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

const whole = sampleEvents();

/** The log of one shard of the sample run: every second of its scenarios. */
function shardLog(index: number, of = whole, count = 2): NamedLog {
  const started = of.find((event) => event.type === 'run-started')!;
  const scenarios = started.scenarios.filter((_, at) => at % count === index - 1);
  const begun = of.filter((event) => event.type === 'case-started');
  const own = begun.filter(({ scenario }) => scenarios.includes(scenario));
  const names = new Set(own.map((event) => event.case));
  const events = of
    .filter((event) => !('case' in event) || names.has(event.case))
    .map((event): Event =>
      event.type === 'run-started'
        ? { ...event, scenarios, cases: names.size, jobs: 1, shard: { index, count } }
        : event,
    );
  return { name: `shard-${index}.jsonl`, events };
}

const changed = (log: NamedLog, change: Partial<Event>): NamedLog => ({
  ...log,
  events: log.events.map((event) =>
    event.type === 'run-started' ? ({ ...event, ...change } as Event) : event,
  ),
});

test('the logs of all shards, in any order, tell what one run would have told', () => {
  const merged = mergeLogs([shardLog(2), shardLog(1)]);
  const { why, ...card } = scorecard(merged);
  const { why: whyWhole, ...cardWhole } = scorecard(whole);
  expect(card).toEqual(cardWhole);
  expect(why, 'what all shards say is said once').toBe(whyWhole);
  expect(merged.map(({ type }) => type).filter((type) => type.startsWith('run'))).toEqual([
    'run-started',
    'run-ended',
  ]);
});

test('the worst exit code wins, and the longest shard tells how long it took', () => {
  const ending = (index: number, exitCode: number, durationMs: number): NamedLog => {
    const log = shardLog(index);
    const end = { type: 'run-ended', atMs: 1, exitCode, durationMs } as const;
    return { ...log, events: [...log.events.filter(({ type }) => type !== 'run-ended'), end] };
  };
  expect(mergeLogs([ending(1, 0, 5), ending(2, 1, 3)]).at(-1)).toEqual({
    ...{ type: 'run-ended', atMs: 1, exitCode: 1, durationMs: 5 },
  });
  expect(mergeLogs([ending(1, 4, 5), ending(2, 1, 3)]).at(-1)).toMatchObject({ exitCode: 4 });
  expect(mergeLogs([ending(1, 4, 5), ending(2, 130, 3)]).at(-1)).toMatchObject({ exitCode: 130 });
});

test('a shard that died fails the run, and is named', () => {
  const cut = shardLog(2);
  const events = cut.events.filter(({ type }) => type !== 'run-ended');
  const end = mergeLogs([shardLog(1), { ...cut, events }]).at(-1);
  expect(end).toMatchObject({ exitCode: 4, why: expect.stringContaining('shard-2.jsonl was cut') });
});

describe('refuses', () => {
  test.each([
    ['nothing', [], 'No event log was given'],
    ['a shard that is missing', [shardLog(1)], 'Shard 2/2 is missing'],
    ['a shard twice', [shardLog(1), shardLog(1), shardLog(2)], 'Shard 1/2 was given 2 times'],
    ['no run', [{ name: 'a.jsonl', events: [] }], 'a.jsonl holds no run'],
    ['a whole run', [{ name: 'a.jsonl', events: whole }], 'a.jsonl is of a run without --shard'],
    [
      'another seed',
      [shardLog(1), changed(shardLog(2), { seed: seedOf(7) })],
      'differ in their seed',
    ],
    [
      'another count',
      [shardLog(1), changed(shardLog(2), { shard: { index: 2, count: 3 } })],
      'differ in the count of their shards',
    ],
  ])('%s', (_, logs, says) => {
    expect(() => mergeLogs(logs)).toThrow(says);
  });
});
