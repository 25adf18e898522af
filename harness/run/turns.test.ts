import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grades, type Grade } from '../../vocabulary/index.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import { inTurns } from './turns.ts';

const bestFirst = Object.keys(grades) as Grade[];

const asked = async (said: readonly Grade[]) => {
  const left = [...said];
  return inTurns(said.length, () => {
    const grade = left.shift() ?? 'crashed';
    const verdict = { grade, why: grade, breaches: [], candidates: [] };
    return Promise.resolve({ verdict, conversation: conversationOf(grade) });
  });
};

test('the worst that was said counts, with its own conversation', async () => {
  const some = fc.array(fc.constantFrom(...bestFirst), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(some, async (said) => {
      const { verdict, conversation, turns } = await asked(said);
      expect(verdict.grade).toBe(bestFirst.findLast((grade) => said.includes(grade)));
      expect(conversation.stdout).toBe(verdict.grade);
      if (said.length > 1) expect(turns?.map(({ grade }) => grade)).toEqual(said);
    }),
  );
});

test.each([
  ['a crash', ['dangerous', 'crashed'], 'dangerous'],
  ['a pass', ['exact', 'wrong', 'exact'], 'wrong'],
] as const)('%s does not hide what is worse', async (_, said, worst) => {
  expect((await asked(said)).verdict.grade).toBe(worst);
});

test('what is asked once has no turns', async () => {
  expect(await asked(['exact'])).not.toHaveProperty('turns');
});

test('each time is told which one it is', async () => {
  const told: number[] = [];
  await inTurns(3, (turn) => {
    told.push(turn);
    const verdict = { grade: 'wrong' as const, why: '', breaches: [], candidates: [] };
    return Promise.resolve({ verdict, conversation: conversationOf('') });
  });
  expect(told).toEqual([1, 2, 3]);
});
