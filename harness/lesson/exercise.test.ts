import { expect, test } from 'vitest';
import { loadScenarios } from '../case/registry.ts';
import { placementOf, truthOf } from '../run/truth.ts';
import { drawn } from '../case/case.ts';
import { exercisesOf, findExercise } from './exercise.ts';

const scenarios = await loadScenarios();
const exercises = exercisesOf(scenarios);
const seed = '0123456789abcdef0123456789abcdef';

test('every case has a number of its own, which other cases do not change', () => {
  const numbers = exercises.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const half = exercisesOf(scenarios.filter((_, index) => index % 2 === 0));
  const moved = half.filter(
    ({ number, labCase }) => findExercise(exercises, labCase.label).number !== number,
  );
  expect(moved.map(({ labCase }) => labCase.label)).toEqual([]);
});

test('every exercise has several causes to pick from, and what a vantage leaves open is among them', () => {
  for (const { labCase, causes } of exercises) {
    expect(causes.length, labCase.label).toBeGreaterThan(1);
    const placed = drawn(labCase, seed);
    const { best } = truthOf(placed, placementOf(placed, seed));
    for (const cause of [...best.client, ...best['client+server']])
      expect(causes, labCase.label).toContain(cause);
  }
});

test('an exercise is found by its number, its scenario and its label', () => {
  const [first] = exercises;
  const { number, labCase } = first!;
  expect(findExercise(exercises, String(number))).toBe(first);
  expect(findExercise(exercises, labCase.label)).toBe(first);
  expect(findExercise(exercises, 'refused/loopback-bind').labCase.id).toBe('refused/loopback-bind');
  expect(() => findExercise(exercises, '7')).toThrow(/badconn list --lessons/);
});
