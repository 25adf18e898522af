import { describe, expect, test } from 'vitest';
import { sampleRoom } from './rooms.ts';
import { sampleOf } from './sample-lines.ts';
import { scoresOf, scoreText, stale, type Mutant } from './score.ts';
import { mutate } from './mutate-room.ts';

test('a mutant that no test notices is a survivor, with its place and its difference', async () => {
  const { mutants, unfit } = await mutate('sample', sampleRoom);
  expect(unfit).toEqual([]);
  const [score] = scoresOf(mutants, []);
  const changes = score?.survivors.map(({ line, original, replacement }) => [
    ...[line, original, replacement],
  ]);
  expect(changes).toContainEqual([4, 'value > most', 'false']);
  // What its test does look at is noticed.
  expect(changes).not.toContainEqual([3, 'value < least', 'false']);
  expect(score?.score).toBeGreaterThan(20);
  expect(score?.score).toBeLessThan(85);
});

describe('the score of a room', () => {
  const mutant = (part: Partial<Mutant>): Mutant => ({
    ...{ room: 'judge', file: 'a.ts', line: 3, mutator: 'Sample', fate: 'survived' },
    ...{ original: 'a < b', replacement: 'a <= b' },
    ...part,
  });
  const noticed = mutant({ fate: 'noticed', replacement: 'true' });
  const entry = { file: 'a.ts', original: 'a < b', replacement: 'a <= b', reason: 'never equal' };

  test('counts what was noticed among what could be', () => {
    const mutants = [noticed, noticed, mutant({}), mutant({ fate: 'invalid' })];
    const not = mutant({ fate: 'not-covered', line: 9 });
    expect(scoresOf([...mutants, not], [])).toEqual([
      {
        ...{ room: 'judge', mutants: 4, noticed: 2, score: 50, equivalent: 0 },
        survivors: [mutant({}), not],
      },
    ]);
  });

  test('leaves out what is known to be equivalent, wherever it has moved to in its file', () => {
    const [score] = scoresOf([noticed, mutant({ line: 99 })], [entry]);
    expect(score).toMatchObject({ mutants: 1, score: 100, equivalent: 1, survivors: [] });
    for (const other of [{ file: 'b.ts' }, { original: 'a > b' }, { replacement: 'false' }]) {
      expect(scoresOf([mutant(other)], [entry])[0]?.score).toBe(0);
    }
  });

  test('reports an entry that fits no survivor any more, of the files that were tried', () => {
    expect(stale([mutant({})], [entry])).toEqual([]);
    expect(stale([mutant({ fate: 'noticed' })], [entry])).toEqual([entry]);
    expect(stale([mutant({ file: 'b.ts' })], [entry])).toEqual([]);
  });

  test('is told with each survivor as a difference', () => {
    const text = scoreText(scoresOf([noticed, mutant({ fate: 'not-covered' })], []));
    expect(text).toBe(
      [
        'a.ts:3 Sample, which no test runs\n- a < b\n+ a <= b\n',
        'judge       50.00 %  1 of 2 noticed, 0 equivalent; at least 85 % must be\n',
      ].join('\n'),
    );
  });
});

test('a sample is drawn from its seed, and lies in the files', () => {
  const files = ['tests/mutation/*.ts', '!**/*.test.ts'];
  const some = sampleOf(files, 30, '1');
  expect(sampleOf(files, 30, '1')).toEqual(some);
  expect(sampleOf(files, 30, '2')).not.toEqual(some);
  const all = sampleOf(files, 100, '1');
  expect(new Set(all)).toEqual(new Set([...all, ...some]));
  expect(some.length).toBeLessThan(all.length / 2);
  for (const range of all)
    expect(range).toMatch(/^tests\/mutation\/(?!.*\.test\.ts).*\.ts:\d+-\d+$/);
});
