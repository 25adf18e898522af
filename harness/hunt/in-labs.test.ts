import { expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import { lanePool } from '../run/lane-pool.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { inLabs } from './in-labs.ts';
import type { CaseOutcome } from './shortfall.ts';

const diagnoser: FolderDiagnoser = {
  ...{ kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
};

async function ranIn(world: FakeWorld, name: string, times = 1): Promise<CaseOutcome[]> {
  const pool = lanePool(1, async () => Promise.resolve(new FakeEngine(world)));
  await pool.open();
  const { signal } = new AbortController();
  const settings = { diagnoser, vantages: ['client', 'client+server'], deadlineMs: 1000, signal };
  const run = inLabs(pool, settings as Parameters<typeof inLabs>[1]);
  const outcomes: CaseOutcome[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    outcomes.push(await run({ labCase: caseOf(name), seed: sampleSeed }));
  }
  return outcomes;
}

test('each verdict that falls short is told, with its vantage', async () => {
  const world: FakeWorld = {
    diagnoser: ({ vantage }) =>
      vantage === 'client' ? { status: 'cannot-tell' } : { status: 'healthy' },
  };
  const [outcome] = await ranIn(world, 'healthy/plain');
  expect(outcome).toMatchObject({
    kind: 'judged',
    shortfalls: [{ vantage: 'client', grade: 'no-answer', conversation: expect.anything() }],
  });
});

test('a scenario that is not what it says is a shortfall of its own', async () => {
  const world: FakeWorld = {
    sees: (sight) => (sight.code === 'connected' ? sight : { ...sight, code: 'EPIPE' }),
  };
  const [outcome] = await ranIn(world, 'refused/wrong-port');
  expect(outcome).toMatchObject({
    kind: 'judged',
    shortfalls: [{ grade: 'invalid-scenario', why: expect.stringContaining('EPIPE') as string }],
  });
});

test('a lab that fails says nothing of either', async () => {
  const [outcome] = await ranIn(
    { sees: (sight) => ({ ...sight, code: 'EPIPE' }) },
    'healthy/plain',
  );
  expect(outcome).toMatchObject({ kind: 'inconclusive' });
});

test('a lane that is lost costs its case, and the next goes on in another', async () => {
  let asked = 0;
  const world: FakeWorld = {
    diagnoser: () => ({ status: 'healthy' }),
    before: ({ op, lane }) => {
      if (op === 'build' && (asked += 1) === 1) lane.lose();
    },
  };
  const outcomes = await ranIn(world, 'healthy/plain', 2);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['inconclusive', 'judged']);
});

test('an engine that loses every lane ends the hunt', async () => {
  const world: FakeWorld = {
    before: ({ op, lane }) => {
      if (op === 'build') lane.lose();
    },
  };
  await expect(ranIn(world, 'healthy/plain', 3)).rejects.toMatchObject({ code: 'ENGINE_LOST' });
});
