import { describe, expect, test } from 'vitest';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeOperation, FakeWorld } from '../../tests/fake-lab.ts';
import { atDefaults, casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { noArtefacts } from './artefacts.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import type { Event, NewEvent } from '../events.ts';
import { run, type RunOptions } from './run.ts';

const ids = [
  'healthy/plain',
  'refused/loopback-bind',
  'refused/wrong-port',
  'timeout/security-group',
];
const all = await loadScenarios();
/** Cases at the defaults of their axes, which the fake engine knows. */
function chosen(wanted: readonly string[]): Pick<RunOptions, 'scenarios' | 'cases'> {
  const scenarios = all.filter(({ id }) => wanted.includes(id));
  return { scenarios, cases: scenarios.flatMap(casesOf).map(atDefaults) };
}

const diagnoser: FolderDiagnoser = {
  ...{ kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
};

/** A run of four cases in a world, one lane at a time. */
async function runIn(
  world: FakeWorld,
  change: Partial<RunOptions> = {},
  engine = new FakeEngine(world),
) {
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: 0, ...event } as Event);
  const exitCode = await run(engine, {
    ...chosen(ids),
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
  const scenarios = chosen(['healthy/ipv6', 'healthy/plain']);
  const { exitCode, standings, last } = await runIn(
    {
      lacksIpv6: true,
      diagnoser: ({ target }) => ({
        status: target.url.startsWith('ws:') ? 'healthy' : 'unsupported',
      }),
    },
    scenarios,
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

describe('a run that nothing disturbs', () => {
  test('says at its beginning what is run', async () => {
    const shard = { index: 1, count: 2 };
    const { events } = await runIn({}, { shard, jobs: 9 });
    expect(events[0]).toMatchObject({
      ...{ type: 'run-started', version: '0', seed: sampleSeed, diagnoser: 'cmd:x', shard },
      ...{ vantages: ['client', 'client+server'], jobs: 4, cases: 4 },
    });
    expect(events[0]).toHaveProperty('scenarios', expect.arrayContaining(ids));
    expect((await runIn({})).events[0]).not.toHaveProperty('shard');
  });

  test('judges every case once, and fails where verdicts fall short', async () => {
    const { events, engine, exitCode, standings, last } = await runIn({});
    expect(standings).toEqual(['judged', 'judged', 'judged', 'judged']);
    const names = events.flatMap((event) => (event.type === 'case-ended' ? [event.case] : []));
    expect(names.toSorted()).toEqual(ids);
    expect(exitCode).toBe(1);
    expect(last).toMatchObject({ type: 'run-ended', exitCode: 1 });
    expect(last).toHaveProperty('durationMs', expect.any(Number));
    expect(engine.lanes.every(({ closed }) => closed)).toBe(true);
  });

  test('asks for an unknown target in its first case, and there alone', async () => {
    const { events } = await runIn({});
    const first = events.find((event) => event.type === 'case-started');
    const unknown = events.filter((event) => event.type === 'unknown-target');
    expect(unknown.map((event) => event.case)).toEqual([first?.case]);
    expect(unknown[0]?.conversation.request.target.url).toMatch(/^carrier-pigeon:\/\/[^/]+:\d+\/$/);
  });

  test('tells each diagnoser what the client met, and the report at one vantage only', async () => {
    const { events } = await runIn({});
    for (const event of events) {
      if (event.type !== 'diagnosed') continue;
      const { request } = event.conversation;
      const seen = events.find(
        (each) =>
          each.type === 'phase-ended' && each.case === event.case && each.phase === 'observe',
      );
      const { code, message, afterMs, url } = (seen?.type === 'phase-ended' && seen.attempt) || {};
      expect(request.symptom).toMatchObject({ code, message, afterMs });
      expect(request.target.url).toBe(url);
      expect(request).toMatchObject({ protocol: 1, vantage: event.vantage, deadlineMs: 1000 });
      expect('server' in request).toBe(event.vantage === 'client+server');
    }
    const requests = events.flatMap((event) =>
      event.type === 'diagnosed' ? [event.conversation.request] : [],
    );
    expect(new Set(requests.map(({ id }) => id)).size).toBe(8);
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(8);
  });

  test('asks as often as it is told to', async () => {
    const { events } = await runIn({}, { repeat: 2, vantages: ['client'] });
    const turns = events.flatMap((event) => (event.type === 'diagnosed' ? [event.turns] : []));
    expect(turns.map((each) => each?.length)).toEqual([2, 2, 2, 2]);
  });

  test('keeps every lab in a lane of its own, and says how to get in', async () => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const { engine } = await runIn({}, { keep: true, say });
    expect(engine.lanes).toHaveLength(4);
    expect(engine.lanes.map(({ closed }) => closed)).toEqual([false, false, false, false]);
    const told = ids.flatMap((id) => [`kept ${id}, client: `, `kept ${id}, server: `]);
    for (const begin of told) expect(lines.some((line) => line.startsWith(begin))).toBe(true);
    expect(lines).toHaveLength(8);
  });
});

describe('an image as diagnoser', () => {
  const image = { kind: 'image', name: 'image:a', image: 'a' } as const;

  test('is asked for before anything is logged', async () => {
    class WithoutImage extends FakeEngine {
      override images = { programOf: () => Promise.reject(new Error('no such image')) };
    }
    const events: NewEvent[] = [];
    const engine = new WithoutImage();
    const log = (event: NewEvent): void => void events.push(event);
    const running = runIn({}, { diagnoser: image, log }, engine);
    await expect(running).rejects.toThrow('no such image');
    expect([events, engine.closed]).toEqual([[], true]);
    // Of what is no image the engine is asked nothing.
    expect((await runIn({}, {}, new WithoutImage())).standings).toHaveLength(4);
  });

  test('needs an engine that has images', async () => {
    class WithoutImages extends FakeEngine {
      override images = undefined as never;
    }
    const running = runIn({}, { diagnoser: image }, new WithoutImages());
    await expect(running).rejects.toMatchObject({ code: 'USAGE_DIAGNOSER_IMAGE' });
  });

  test('runs where it is there', async () => {
    expect((await runIn({}, { diagnoser: image })).standings).toHaveLength(4);
  });
});

test('an engine that opens no lane fails the run, and says why', async () => {
  const opening = (): void => {
    throw new Error('nothing opens');
  };
  const { exitCode, last, standings } = await runIn({ opening });
  expect([exitCode, standings]).toEqual([4, []]);
  expect(last).toHaveProperty('why', 'nothing opens');
});

test('a verdict is expected of the cases that can be run, and of no other', async () => {
  const scenarios = chosen(['healthy/ipv6', 'healthy/plain']);
  const of = (name: string) =>
    ({ case: name, vantage: 'client', grade: 'wrong', reason: 'so far' }) as const;
  const outcome = (name: string, lacksIpv6: boolean) =>
    runIn(
      {
        lacksIpv6,
        diagnoser: ({ target }) => ({
          status: target.url.startsWith('ws') ? 'healthy' : 'unsupported',
        }),
      },
      { ...scenarios, expectations: [of(name)] },
    );
  expect((await outcome('healthy/ipv6', true)).exitCode).toBe(0);
  expect((await outcome('healthy/plain', true)).exitCode).toBe(1);
});

test('a lab is kept by the engine, unless the run is interrupted', async () => {
  const left: string[] = [];
  class Watched extends FakeEngine {
    override leave(): Promise<void> {
      left.push('left');
      return super.leave();
    }
    override close(): Promise<void> {
      left.push('closed');
      return super.close();
    }
  }
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const { engine } = await runIn({}, { keep: true, say }, new Watched());
  expect(left.splice(0)).toEqual(['left']);
  expect(
    engine.lanes.flatMap(({ order }) =>
      ['client', 'server'].map((host) => `enter lane ${order} ${host}`),
    ),
  ).toEqual(expect.arrayContaining(lines.map((line) => line.replace(/^kept [^,]+, \w+: /, ''))));
  await runIn({}, { say }, new Watched());
  expect(left.splice(0)).toEqual(['closed']);
  expect(lines).toHaveLength(8);
  const interruption = new AbortController();
  const before = whenAsked(() => interruption.abort());
  const signal = interruption.signal;
  await runIn({}, { keep: true, signal }, new Watched({ before }));
  expect(new Set(left)).toEqual(new Set(['closed']));
});
