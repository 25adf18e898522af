import { describe, expect, test } from 'vitest';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeOperation, FakeWorld } from '../../tests/fake-lab.ts';
import { loadScenarios } from '../case/registry.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { noArtefacts } from './artefacts.ts';
import type { FolderDiagnoser } from './connector.ts';
import type { Event, NewEvent } from './events.ts';
import { run, type RunOptions } from './run.ts';

const ids = [
  'healthy/plain',
  'refused/loopback-bind',
  'refused/wrong-port',
  'timeout/security-group',
];
const all = await loadScenarios();
const diagnoser: FolderDiagnoser = {
  ...{ kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
};

/** A run of four cases in a world, one lane at a time. */
async function runIn(
  world: FakeWorld,
  change: Partial<Pick<RunOptions, 'jobs' | 'signal' | 'scenarios'>> = {},
) {
  const engine = new FakeEngine(world);
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: 0, ...event } as Event);
  const exitCode = await run(engine, {
    scenarios: all.filter(({ id }) => ids.includes(id)),
    ...{
      diagnoser,
      vantages: ['client', 'client+server'],
      seed: sampleSeed,
      jobs: 1,
      deadlineMs: 1000,
    },
    ...{ keep: false, artefacts: noArtefacts, version: '0', log, say: () => undefined },
    ...change,
  });
  const standings = events.flatMap((event) =>
    event.type === 'case-ended' ? [event.standing] : [],
  );
  const rebuilt = events.filter((event) => event.type === 'rebuilt');
  return { engine, events, exitCode, standings, rebuilt, last: events.at(-1) };
}

/** Does something each time that the diagnoser is to run in a lane; the lanes are told apart. */
const whenAsked =
  (happens: (operation: FakeOperation) => void) =>
  (operation: FakeOperation): void => {
    if (operation.op === 'run' && operation.argv?.[0] === 'x') happens(operation);
  };

test('without IPv6 in the kernel its cases are skipped, with the reason, and fail nothing', async () => {
  const scenarios = all.filter(({ id }) => ['healthy/ipv6', 'healthy/plain'].includes(id));
  const { exitCode, standings, last } = await runIn(
    {
      lacksIpv6: true,
      diagnoser: ({ target }) => ({
        status: target.url.startsWith('ws:') ? 'healthy' : 'unsupported',
      }),
    },
    { scenarios },
  );
  expect({ exitCode, standings }).toEqual({ exitCode: 0, standings: ['judged'] });
  expect(last).toMatchObject({
    type: 'run-ended',
    why: 'Not run, as the kernel of the engine has no IPv6: healthy/ipv6',
  });
});

describe('a lane that is lost', () => {
  test('costs its own case, and the next go on in another', async () => {
    const before = whenAsked(({ lane }) => void (lane.order === 0 && lane.lose()));
    const { engine, exitCode, standings, rebuilt, last } = await runIn({ before });
    expect(standings).toEqual(['inconclusive', 'judged', 'judged', 'judged']);
    expect(rebuilt).toMatchObject([{ what: 'lane', why: 'A lane ended before its run did.' }]);
    expect(engine.lanes).toHaveLength(2);
    expect(engine.lanes.every(({ closed }) => closed)).toBe(true);
    expect(exitCode).toBe(4);
    expect(last).toMatchObject({ type: 'run-ended', exitCode: 4 });
    expect(last).not.toHaveProperty('why');
  });

  test('three in a row, and the run ends with its report', async () => {
    const before = whenAsked(({ lane }) => lane.lose());
    const { engine, standings, last } = await runIn({ before });
    expect(standings).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    expect(engine.lanes).toHaveLength(3);
    expect(last).toMatchObject({ type: 'run-ended', exitCode: 4 });
    expect(last).toHaveProperty('why', expect.stringContaining('A lane ended before its run did.'));
  });

  test('is not counted in a row where a case came to its end in between', async () => {
    let built = 0;
    const before = ({ op, lane }: FakeOperation): void => {
      if (op === 'build' && [1, 2, 4].includes((built += 1))) lane.lose();
    };
    const { standings, last } = await runIn({ before });
    expect(standings).toEqual(['inconclusive', 'inconclusive', 'judged', 'inconclusive']);
    expect(last).not.toHaveProperty('why');
  });

  test('and none can be opened: what was lost is told', async () => {
    const before = whenAsked(({ lane }) => lane.lose());
    const opening = (order: number): void => {
      if (order > 0) throw new Error('nothing opens');
    };
    const { standings, last } = await runIn({ before, opening });
    expect(standings).toEqual(['inconclusive']);
    expect(last).toHaveProperty('why', expect.stringContaining('A lane ended before its run did.'));
  });

  test('by an interruption is nobody’s mistake: its case has no end', async () => {
    const interruption = new AbortController();
    const before = whenAsked(() => interruption.abort());
    const { standings, last } = await runIn({ before }, { signal: interruption.signal });
    expect(standings).toEqual([]);
    expect(last).toMatchObject({ type: 'run-ended', exitCode: 130, why: 'interrupted' });
  });
});

test('a mistake of any kind costs its own case, and the run has its report', async () => {
  let asked = 0;
  const world: FakeWorld = {
    diagnoser: () => {
      if (asked++ === 0) throw new TypeError('a mistake of ours');
      return { status: 'healthy' };
    },
  };
  const { events, standings, last } = await runIn(world);
  expect(standings).toEqual(['inconclusive', 'judged', 'judged', 'judged']);
  expect(last).toMatchObject({ type: 'run-ended', exitCode: 4 });
  const failed = events.filter((event) => event.type === 'phase-ended' && !event.ok);
  expect(failed).toMatchObject([{ phase: 'diagnose', error: 'a mistake of ours' }]);
});
