import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atDefaults } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { Lesson } from '../../harness/lesson/lesson.ts';
import { LessonLog } from '../../harness/lesson/lesson-log.ts';
import { sampleSeed } from '../../harness/topology/sample-seed.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import { play } from './face.ts';

const exercises = exercisesOf(await loadScenarios());
const program = { argv: ['x'], cwd: '/opt/diagnoser', env: {} };
let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lesson-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Plays an exercise by what a student types. A function is what happens in a shell meanwhile. */
async function typed(id: string, lines: readonly string[], shells: string[] = []) {
  const found = findExercise(exercises, id);
  const exercise = { ...found, labCase: atDefaults(found.labCase) };
  const lane = await new FakeEngine().openLane();
  const log = LessonLog.open(folder, { number: exercise.number, seed: sampleSeed });
  const lesson = await Lesson.open(lane, { exercise, seed: sampleSeed, log, program });
  const printed: string[] = [];
  const left = [...lines];
  const end = await play(lesson, exercises, {
    asker: { ask: () => Promise.resolve(left.shift()), close: () => undefined },
    print: (more) => void printed.push(...more),
    changed: () => undefined,
    async shell(host) {
      shells.push(host);
      if (host === 'client') return;
      await lesson.lab.scene.session.apply(lesson.lab.scene.layer.mending.changes);
      await lesson.look();
    },
  });
  await lesson.close();
  return { end, printed, text: printed.join('\n'), progress: lesson.progress, exercise };
}

const numberOf = (id: string, cause: string): string =>
  String((findExercise(exercises, id).causes as string[]).indexOf(cause) + 2);

test('a student finds the cause, mends it and looks back, on a screen of 80 columns', async () => {
  const id = 'refused/loopback-bind';
  const shells: string[] = [];
  const lines = [
    's',
    'h',
    'c',
    'a',
    `?${numberOf(id, 'loopback-bind')}`,
    numberOf(id, 'loopback-bind'),
    'l',
    'q',
  ];
  const { end, text, printed, progress } = await typed(id, lines, shells);
  expect(end).toBe('quit');
  expect(shells).toEqual(['client', 'server']);
  expect(progress).toMatchObject({ isSolved: true, hints: 1, answer: { grade: 'exact' } });
  expect(text).toContain('Right: exactly the cause.');
  expect(text).toContain('What it was');
  const wide = printed.flatMap((line) => line.split('\n')).filter((line) => line.length > 80);
  expect(wide).toEqual([]);
});

test('nothing before the answer says the cause, and a wrong one does not either', async () => {
  const id = 'refused/loopback-bind';
  const { text, progress } = await typed(id, ['h', 'h', 'h', 'a', numberOf(id, 'wrong-port'), 'q']);
  expect(progress.answer).toMatchObject({ grade: 'wrong' });
  // It is one of the names in the list of answers, and nowhere else.
  expect(text.split('loopback-bind')).toHaveLength(2);
  expect(text).not.toMatch(/refused\/|listens on a loopback address only/);
});

test('what cannot be read is asked again, and Enter leads back', async () => {
  const { text, progress, end } = await typed('refused/not-listening', [
    'z',
    'm',
    'l',
    'a',
    'x',
    '1 2',
    '',
    'a',
    '',
  ]);
  expect(text).toContain('"z" is none of the letters');
  expect(text).toContain('Answer first');
  expect(text).toContain('"x": allowed are numbers from 1 to');
  expect(text).toContain('allowed are causes, or none alone');
  expect(progress.answer).toBeUndefined();
  expect(end).toBe('quit');
});

test('a remedy is ordered from the list, and a fresh variation ends the lesson', async () => {
  const id = 'timeout/security-group';
  const { text, progress, end } = await typed(id, ['a', '2', 'm', '1', 'n']);
  expect(text).toMatch(/^(useless|harmful): It was not carried out/m);
  expect(end).toBe('again');
  expect(progress.isFinished).toBe(true);
});
