import { expect, test } from 'vitest';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { Lane } from '../engine/engine.ts';
import { lanePool } from './lane-pool.ts';

/** Work that goes on until it is let go. */
function work() {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const began = Promise.withResolvers<Lane>();
  const inLane = async (lane: Lane): Promise<void> => {
    began.resolve(lane);
    await promise;
  };
  return { inLane, end, began: began.promise };
}

test('lends out as many lanes as allowed, and each again when it is free', async () => {
  const engine = new FakeEngine();
  const pool = lanePool(2, () => Promise.resolve(engine));
  await pool.open();
  const all = [work(), work(), work()];
  const done = all.map(({ inLane }) => pool.use(inLane));
  const first = await all[0]?.began;
  expect(await all[1]?.began).not.toBe(first);
  expect(engine.lanes).toHaveLength(2);
  all[0]?.end();
  expect(await all[2]?.began).toBe(first);
  for (const { end } of all) end();
  await Promise.all(done);
  expect(
    await pool.use((lane) => Promise.resolve([engine.lanes.length, lane.terminal?.entrance('x')])),
  ).toEqual([2, expect.stringMatching(/^enter lane \d x$/)]);
  await pool.close();
  expect(engine.closed).toBe(true);
});

test('work that fails gives its lane back', async () => {
  const engine = new FakeEngine();
  const pool = lanePool(1, () => Promise.resolve(engine));
  await pool.open();
  await expect(pool.use(() => Promise.reject(new Error('it fails')))).rejects.toThrow('it fails');
  expect(await pool.use(() => Promise.resolve('done'))).toBe('done');
  expect(engine.lanes).toHaveLength(1);
});

test('one that was not opened lends nothing, and closes', async () => {
  const pool = lanePool(1, () => Promise.resolve(new FakeEngine()));
  for (let time = 0; time < 2; time += 1) {
    await expect(pool.use(() => Promise.resolve())).rejects.toThrow('no engine was opened');
  }
  await expect(pool.close()).resolves.toBeUndefined();
});
