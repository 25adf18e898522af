import { expect, test } from 'vitest';
import { loadScenarios } from '../case/registry.ts';
import { exercisesOf, findExercise } from './exercise.ts';
import { findTrack, tracks } from './tracks.ts';

const exercises = exercisesOf(await loadScenarios());

test.each(tracks.map((track) => [track.name, track] as const))(
  'track %s has five cases and more, with a choice of answers in each, and a healthy one',
  (_, { ids }) => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(5);
    for (const id of ids)
      expect(findExercise(exercises, id).causes.length, id).toBeGreaterThanOrEqual(2);
    expect(ids.some((id) => id.startsWith('healthy/'))).toBe(true);
  },
);

test('a track is found by its name', () => {
  expect(findTrack('tls').title).toBe('TLS');
  expect(() => findTrack('x')).toThrow(/refused, silence, names/);
});
