import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { loadScenarios } from '../../harness/case/registry.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import type { LessonProgress } from '../../harness/lesson/lesson-events.ts';
import { tracks } from '../../harness/lesson/tracks.ts';
import { askerOf } from './asker.ts';
import { choose, nextOf, type ExerciseWanted } from './choose.ts';
import { pagesOf } from './pick.ts';

const exercises = exercisesOf(await loadScenarios());
const seed = '0123456789abcdef0123456789abcdef';

const lesson = (id: string, change: Partial<LessonProgress> = {}): LessonProgress => ({
  ...{ number: findExercise(exercises, id).number, seed, startedMs: 1, isServerCalled: false },
  ...{ hints: 0, harms: [], resets: 0, isSolved: false, isFinished: false },
  ...change,
});

async function chosen(
  wanted: ExerciseWanted,
  lessons: readonly LessonProgress[] = [],
  ...lines: string[]
) {
  const left = [...lines];
  const asker = { ask: () => Promise.resolve(left.shift()), close: () => undefined };
  const rest = { exercises, lessons, asker, print: () => undefined, day: '2026-11-26' };
  const found = await choose({ wanted, ...rest });
  return found && { id: found.exercise.labCase.id, seed: found.seed };
}

test('a lesson that was left goes on, unless another one is wanted', async () => {
  const left = [lesson('refused/loopback-bind')];
  expect(await chosen({}, left, '')).toEqual({ id: 'refused/loopback-bind', seed });
  const fresh = await chosen({ id: 'refused/loopback-bind' }, left, 'n');
  expect(fresh?.id).toBe('refused/loopback-bind');
  expect(fresh?.seed).not.toBe(seed);
  expect((await chosen({ id: 'refused/not-listening' }, left))?.id).toBe('refused/not-listening');
  expect(await chosen({}, left)).toBeUndefined();
  const done = [lesson('refused/loopback-bind', { isFinished: true })];
  expect((await chosen({}, done, '1'))?.id).toBe(tracks[0]?.ids[0]);
});

test('a track goes on after what is solved, and begins again at its end', () => {
  const [track] = tracks;
  const [first = '', second = ''] = track?.ids ?? [];
  const solved = (track?.ids ?? []).map((id) => lesson(id, { isSolved: true }));
  expect(nextOf('refused', exercises, [])?.labCase.id).toBe(first);
  expect(nextOf('refused', exercises, solved.slice(0, 1))?.labCase.id).toBe(second);
  expect(nextOf('refused', exercises, solved)?.labCase.id).toBe(first);
});

test('a surprise is none that is solved, and the day has one case for all', async () => {
  const [open, ...others] = exercises;
  const solved = others.map(({ number }) => ({
    ...lesson('healthy/plain'),
    number,
    isSolved: true,
  }));
  expect((await chosen({ surprise: true }, solved))?.id).toBe(open?.labCase.id);
  expect(await chosen({ daily: true })).toEqual(await chosen({ daily: true }));
});

test('one thing at a time', async () => {
  await expect(chosen({ id: 'healthy/plain', daily: true })).rejects.toMatchObject({
    code: 'USAGE_PLAY',
  });
});

test('a list is numbered down its columns, a screen at a time', () => {
  const choices = [...Array(40).keys()].map((index) => ({
    value: index,
    name: `n${index}`,
    says: '',
  }));
  const pages = pagesOf(choices);
  expect(pages.map((page) => page.length)).toEqual([18, 2]);
  expect(pages[0]?.[0]).toMatch(/^ {2}1 {2}n0 +19 {2}n18$/);
});

test('lines are read as they come, to the end of the input', async () => {
  const input = new PassThrough();
  const asker = askerOf(input);
  input.write('one\ntwo\n');
  expect(await asker.ask('')).toBe('one');
  expect(await asker.ask('')).toBe('two');
  input.end();
  expect(await asker.ask('')).toBeUndefined();
});
