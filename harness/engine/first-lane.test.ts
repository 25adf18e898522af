import { expect, test } from 'vitest';
import type { Engine, Lane } from './engine.ts';
import { withFirstLane } from './first-lane.ts';

/** An engine that only tells what was asked of it. */
function engineThatTells(): { engine: Engine; told: string[] } {
  const told: string[] = [];
  let opened = 0;
  const openLane = ({ keep = false } = {}): Promise<Lane> => {
    opened += 1;
    const name = `${keep ? 'kept ' : ''}lane ${opened}`;
    told.push(`open ${name}`);
    return Promise.resolve({ name, close: async () => void told.push(`close ${name}`) } as never);
  };
  const engine = {
    name: 'docker',
    openLane,
    close: async () => {},
    leave: async () => void told.push('leave'),
  };
  return { engine, told };
}

test('the first lane is opened at once, and given to who asks first', async () => {
  const { engine, told } = engineThatTells();
  const ahead = withFirstLane(engine);
  expect(told).toEqual(['open lane 1']);
  expect(await ahead.openLane()).toMatchObject({ name: 'lane 1' });
  expect(await ahead.openLane()).toMatchObject({ name: 'lane 2' });
});

test('who wants one that stays is not given one that does not', async () => {
  const { engine } = engineThatTells();
  expect(await withFirstLane(engine).openLane({ keep: true })).toMatchObject({
    name: 'kept lane 2',
  });
  expect(await withFirstLane(engine, true).openLane({ keep: true })).toMatchObject({
    name: 'kept lane 3',
  });
});

test('one that nobody has taken is closed before the others are left standing', async () => {
  const { engine, told } = engineThatTells();
  await withFirstLane(engine, true).leave();
  expect(told).toEqual(['open kept lane 1', 'close kept lane 1', 'leave']);
});

test('one that cannot be opened is told to who asks for it', async () => {
  const { engine } = engineThatTells();
  const openLane = (): Promise<Lane> => Promise.reject(new Error('no container'));
  const ahead = withFirstLane({ ...engine, openLane });
  await new Promise(setImmediate);
  await expect(ahead.openLane()).rejects.toThrow('no container');
});
