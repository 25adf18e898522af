import { expect, test } from 'vitest';
import { caseOf, outline } from '../../tests/fake-case.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import type { Event, NewEvent } from '../events.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { noArtefacts } from './artefacts.ts';
import { run, type RunOptions } from './run.ts';

const [silent, refused] = ['timeout/security-group', 'refused/loopback-bind'].map(caseOf);

/** A run of one case with two lanes for it. */
async function runOf(
  one: typeof silent,
  world: FakeWorld = {},
  change: Partial<RunOptions> = {},
): Promise<{ engine: FakeEngine; events: Event[]; exitCode: number; asked: number[] }> {
  const engine = new FakeEngine(world);
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: 0, ...event } as Event);
  const exitCode = await run(engine, {
    ...{ scenarios: [], cases: [one!], seed: sampleSeed, jobs: 2, deadlineMs: 1000 },
    diagnoser: { kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
    vantages: ['client', 'client+server'],
    ...{ keep: false, artefacts: noArtefacts, version: '0', log, say: () => undefined },
    ...change,
  });
  const asked = engine.lanes.map(
    ({ labs }) => labs.flatMap(({ done }) => done).filter((line) => line === 'client: x').length,
  );
  return { engine, events, exitCode, asked };
}

const about = (events: readonly Event[], type: string): Event[] =>
  events.filter((event) => event.type === type);

test('of a silent case each vantage is asked at in a lab of its own, and told as one case', async () => {
  const { engine, events, asked } = await runOf(silent);
  // With the unknown target in the first.
  expect(asked).toEqual([2, 1]);
  expect(engine.lanes.every(({ closed }) => closed)).toBe(true);
  const [first, second] = engine.lanes.map(({ labs }) => labs[0]?.spec);
  expect(second).toEqual(first);
  expect(outline(events)).toEqual([
    ...['run-started', 'case-started', 'baseline', '/baseline', 'break', '/break'],
    ...['observe', '/observe', 'diagnose', 'diagnose client', 'diagnosed', 'unknown-target'],
    ...['diagnose client+server', 'diagnosed', '/diagnose', 'mend', '/mend', 'leave', '/leave'],
    ...['case-ended judged', 'run-ended'],
  ]);
  const requests = about(events, 'diagnosed').map(
    (event) => event.type === 'diagnosed' && event.conversation.request,
  );
  expect(requests).toMatchObject([{ vantage: 'client' }, { vantage: 'client+server' }]);
  expect(requests.map((request) => request && 'server' in request)).toEqual([false, true]);
});

test('one lane is all that is opened where nothing is waited for, or one vantage is asked at', async () => {
  expect((await runOf(refused)).asked).toEqual([3]);
  expect((await runOf(silent, {}, { jobs: 1 })).asked).toEqual([3]);
  expect((await runOf(silent, {}, { vantages: ['client'] })).asked).toEqual([2]);
  expect((await runOf(silent, {}, { keep: true })).engine.lanes).toHaveLength(1);
});

test('where no second lane can be opened, one does', async () => {
  const opening = (order: number): void => {
    if (order === 1) throw new Error('there is no room');
  };
  const { asked, exitCode } = await runOf(silent, { opening });
  expect([asked, exitCode]).toEqual([[3], 1]);
});

test('what goes wrong in the second lab is told, and the case is not judged', async () => {
  const failing: FakeWorld = {
    before: ({ op, lane, argv }) => {
      if (op === 'run' && argv?.[0] === 'x' && lane.order === 1) throw new Error('it is gone');
    },
  };
  const { events, exitCode } = await runOf(silent, failing);
  expect(about(events, 'case-ended')).toMatchObject([{ standing: 'inconclusive' }]);
  const failed = about(events, 'phase-ended').filter((event) => 'ok' in event && !event.ok);
  expect(failed).toMatchObject([{ phase: 'diagnose', error: 'it is gone' }]);
  expect(exitCode).toBe(4);
});
