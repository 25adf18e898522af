import { createHash, randomInt } from 'node:crypto';
import { UsageError } from '../../harness/errors.ts';
import { findExercise, type Exercise } from '../../harness/lesson/exercise.ts';
import type { LessonProgress } from '../../harness/lesson/lesson-events.ts';
import { findTrack, tracks } from '../../harness/lesson/tracks.ts';
import { drawSeed, readSeed } from '../../harness/run/seed.ts';
import type { Asker } from './asker.ts';
import { pick } from './pick.ts';

export interface ExerciseWanted {
  id?: string | undefined;
  track?: string | undefined;
  surprise?: boolean | undefined;
  daily?: boolean | undefined;
  seed?: string | undefined;
}

export interface Chosen {
  exercise: Exercise;
  seed: string;
}

interface Choosing {
  wanted: ExerciseWanted;
  exercises: readonly Exercise[];
  /** All lessons begun, latest first. */
  lessons: readonly LessonProgress[];
  asker: Asker;
  print(lines: readonly string[]): void;
  /** Date for `--daily`, such as `2026-11-26`. */
  day: string;
}

/** The chosen exercise and where to play it; undefined if the student leaves. */
export async function choose(choosing: Choosing): Promise<Chosen | undefined> {
  const { wanted, exercises } = choosing;
  const given = [wanted.id, wanted.track, wanted.surprise, wanted.daily].filter(Boolean);
  if (given.length > 1) {
    throw new UsageError({
      code: 'USAGE_PLAY',
      what: 'Several exercises are asked for; allowed is one of an id, --track, --surprise and --daily.',
      next: 'npx badconn play --help',
    });
  }
  if (wanted.daily) return ofDay(exercises, choosing.day);
  const known = await goOn(choosing);
  if (known !== 'new') return known;
  const seed = wanted.seed === undefined ? drawSeed() : readSeed('--seed', wanted.seed);
  const exercise = await exerciseOf(choosing);
  return exercise && { exercise, seed };
}

/** The unfinished lesson, if the student continues it. */
async function goOn({
  wanted,
  exercises,
  lessons,
  asker,
}: Choosing): Promise<Chosen | 'new' | undefined> {
  if (wanted.seed !== undefined || wanted.track !== undefined || wanted.surprise) return 'new';
  const only = wanted.id === undefined ? undefined : findExercise(exercises, wanted.id).number;
  const left = lessons.find(
    ({ isFinished, number }) => !isFinished && (only === undefined || number === only),
  );
  const exercise = exercises.find(({ number }) => number === left?.number);
  if (left === undefined || exercise === undefined) return 'new';
  const line = await asker.ask(
    `Go on with case ${left.number}, which you have left? (Enter: yes; n: no) `,
  );
  if (line === undefined) return undefined;
  return line.trim().toLowerCase().startsWith('n') ? 'new' : { exercise, seed: left.seed };
}

async function exerciseOf(choosing: Choosing): Promise<Exercise | undefined> {
  const { wanted, exercises, lessons } = choosing;
  if (wanted.id !== undefined) return findExercise(exercises, wanted.id);
  if (wanted.surprise) {
    const done = new Set(lessons.filter(({ isSolved }) => isSolved).map(({ number }) => number));
    const left = exercises.filter(({ number }) => !done.has(number));
    const among = left.length > 0 ? left : exercises;
    return among[randomInt(among.length)];
  }
  const name = wanted.track ?? (await askTrack(choosing));
  return name === undefined ? undefined : nextOf(name, exercises, lessons);
}

async function askTrack({ asker, print }: Choosing): Promise<string | undefined> {
  const choices = tracks.map(({ name, title, goal }) => ({ value: name, name: title, says: goal }));
  const picked = await pick({ asker, print, choices, prompt: 'The number of a track' });
  return picked?.[0];
}

/** The first unsolved exercise of a track; from the start again if all are solved. */
export function nextOf(
  name: string,
  exercises: readonly Exercise[],
  lessons: readonly LessonProgress[],
): Exercise | undefined {
  const all = findTrack(name).ids.map((id) => findExercise(exercises, id));
  const done = new Set(lessons.filter(({ isSolved }) => isSolved).map(({ number }) => number));
  return all.find(({ number }) => !done.has(number)) ?? all[0];
}

/** The exercise of the day, the same for everyone. */
function ofDay(exercises: readonly Exercise[], day: string): Chosen | undefined {
  const digest = createHash('sha256').update(`badconn ${day}`).digest();
  const exercise = exercises[digest.readUInt32BE(0) % exercises.length];
  return exercise && { exercise, seed: digest.toString('hex').slice(0, 32) };
}
