import { expect, test } from 'vitest';
import { causes } from '../../vocabulary/index.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { lessonsList, lessonText } from './teacher-text.ts';

const exercises = exercisesOf(await loadScenarios());

test('a student reads numbers and symptoms in the list, and no answer', () => {
  const { number } = findExercise(exercises, 'refused/loopback-bind');
  const begun = { seed: '', startedMs: 0, isServerCalled: false, hints: 0, harms: [], resets: 0 };
  const lessons = [{ ...begun, number, isSolved: true, isFinished: true }];
  const lines = lessonsList(exercises, lessons);
  for (const exercise of exercises)
    expect(lines.some((line) => line.startsWith(`  ${exercise.number}  `))).toBe(true);
  const text = lines.join('\n');
  expect(text).toMatch(new RegExp(`${number} {2}ECONNREFUSED at connect +solved`));
  const named = Object.keys(causes).filter((cause) => text.includes(cause));
  expect(named).toEqual([]);
});

test('a teacher reads all of a lesson', () => {
  const exercise = findExercise(exercises, 'timeout/host-firewall-drop');
  const text = lessonText(exercise, exercises).join('\n').replaceAll(/\s+/g, ' ');
  const { lesson, title } = exercise.labCase.scenario;
  for (const part of [title, lesson.why, lesson.tellApart, 'host-firewall-drop', 'healthy:'])
    expect(text).toContain(part.replaceAll(/\s+/g, ' '));
});
