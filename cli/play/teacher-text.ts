import { causeText } from '../../vocabulary/index.ts';
import { appearanceOf } from '../../harness/lookalikes.ts';
import type { Exercise } from '../../harness/lesson/exercise.ts';
import { hintOf, hintSteps } from '../../harness/lesson/hints.ts';
import { lookalikesOf, twinOf } from '../../harness/lesson/look-back.ts';
import type { LessonProgress } from '../../harness/lesson/lesson-events.ts';
import { tracks } from '../../harness/lesson/tracks.ts';
import { symptomText } from '../../harness/symptom.ts';
import { wrap } from './lesson-text.ts';

/** The client's symptom in an exercise, which is what a student is told. */
export const seenOf = ({ labCase }: Exercise): string => symptomText(appearanceOf(labCase));

/** All details of an exercise for a teacher. */
export function lessonText(exercise: Exercise, exercises: readonly Exercise[]): string[] {
  const { labCase, number } = exercise;
  const { title, lesson } = labCase.scenario;
  const cases = exercises.map((other) => other.labCase);
  const twin = twinOf(labCase, cases);
  const { packets } = appearanceOf(labCase);
  const part = (name: string, ...texts: string[]): string[] => [
    '',
    name,
    ...texts.flatMap((text) => wrap(text, '  ')),
  ];
  return [
    `Case ${number}: ${labCase.label}`,
    ...wrap(title),
    ...part('What the client sees', `${seenOf(exercise)}; packets: ${packets}`),
    ...part(
      'Cause',
      ...labCase.layers.map(({ cause }) =>
        cause === 'none' ? 'Nothing is wrong.' : `${cause}: ${causeText(cause)}`,
      ),
    ),
    ...part('Why', lesson.why),
    ...labCase.layers.flatMap(({ remedy }) => (remedy ? part('Remedy', remedy.advice) : [])),
    ...part('What tells it apart', lesson.tellApart),
    ...part(
      'Looks like it',
      ...lookalikesOf(labCase, cases),
      ...(twin ? [`healthy: ${twin}`] : []),
    ),
    ...part(
      'Hints',
      ...hintSteps.map((step, index) => `${index + 1} (${step}): ${hintOf(labCase, index + 1)}`),
    ),
    ...part('See', ...lesson.see),
    '',
    `Play it: badconn play ${number}`,
  ];
}

/** Progress of a student in an exercise; empty if not begun. */
export const standing = (number: number, lessons: readonly LessonProgress[]): string => {
  const own = lessons.filter((lesson) => lesson.number === number);
  if (own.length === 0) return '';
  const solved = own.find(({ isSolved }) => isSolved) ?? own[0];
  const grade = solved?.answer === undefined ? 'begun' : solved.answer.grade;
  return solved?.isSolved ? `solved, ${grade}` : grade;
};

/** Exercises as a student may see them: number, symptom, progress. Tracks come first. */
export function lessonsList(
  exercises: readonly Exercise[],
  lessons: readonly LessonProgress[],
): string[] {
  const row = (exercise: Exercise): string =>
    `  ${exercise.number}  ${seenOf(exercise).padEnd(44)}${standing(exercise.number, lessons)}`.trimEnd();
  const inTracks = tracks.flatMap(({ name, title, goal, ids }) => [
    `${title} (--track ${name})`,
    ...wrap(goal, '  '),
    ...ids.flatMap((id) => {
      const found = exercises.find(({ labCase }) => labCase.id === id);
      return found ? [row(found)] : [];
    }),
    '',
  ]);
  const shown = new Set(inTracks);
  const others = exercises.filter((exercise) => !shown.has(row(exercise)));
  return [...inTracks, 'All others', ...others.map(row)];
}
