import { expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import { atPoint } from '../case/case.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { openLab } from './open-lab.ts';

const lane = (world: FakeWorld = {}) => new FakeEngine(world).openLane();
const settings = { seed: sampleSeed };
const plain = caseOf('refused/not-listening');
const over6 = atPoint(plain, { ...plain.point!, ipVersion: 6 });

test('a lab has the addresses that its point asks for, and is gone behind its block', async () => {
  const ours = await lane();
  {
    await using open = await openLab(ours, over6, settings);
    expect(Object.values(open.placement.addresses)[0]).toContain(':');
    expect(ours.labs).toEqual([open.lab]);
    expect(ours.labs[0]?.services.size).toBe(1);
  }
  expect(ours.labs.map(({ stands }) => stands)).toEqual([false]);
});

test('what is left of it is an error of the block', async () => {
  const ours = await lane({ left: () => ['process 7 node'] });
  const block = async (): Promise<void> => {
    await using open = await openLab(ours, caseOf('healthy/plain'), settings);
    expect(open.lab).toBe(ours.labs[0]);
  };
  await expect(block()).rejects.toThrow(
    'healthy/plain: the lab was removed, but 1 of its parts are still there.\n  process 7 node',
  );
});

test('of a lane that is lost nothing is left: what the block says is heard', async () => {
  const ours = await lane();
  const block = async (): Promise<void> => {
    await using open = await openLab(ours, caseOf('healthy/plain'), settings);
    ours.lose();
    await open.session.attempt();
  };
  await expect(block()).rejects.toMatchObject({ code: 'ENGINE_LOST' });
});

test.each([false, true, undefined])(
  'whose programs do not start is taken down, unless kept: %s',
  async (keep) => {
    const before: NonNullable<FakeWorld['before']> = ({ op }) => {
      if (op === 'start') throw new Error('does not start');
    };
    const ours = await lane({ before });
    const opening = openLab(ours, caseOf('healthy/plain'), {
      ...settings,
      ...(keep === undefined ? {} : { keep }),
    });
    await expect(opening).rejects.toThrow('does not start');
    expect(ours.labs.map(({ stands }) => stands)).toEqual([keep ?? false]);
  },
);
