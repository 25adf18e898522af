import type { Exercise } from '../../../harness/lesson/exercise.ts';
import type { LessonProgress } from '../../../harness/lesson/lesson-events.ts';
import { tracks, type Track } from '../../../harness/lesson/tracks.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import { seenOf, standing } from '../../play/teacher-text.ts';
import type { Seat } from '../seat.ts';

/** Every track with its cases: number, symptom, and the student's progress. Nothing in it reveals a cause. */
export function tracksPart(seat: Seat): Markup {
  const { exercises } = seat.room;
  const lessons = seat.lessons;
  const [left] = lessons.filter(({ isFinished }) => !isFinished);
  const inTracks = tracks.map((track) => ({ track, cases: casesIn(track, exercises) }));
  const known = new Set(inTracks.flatMap(({ cases }) => cases));
  const others = exercises.filter((exercise) => !known.has(exercise));
  const disabled = seat.busy === undefined ? undefined : markup` disabled`;
  return markup`<p>Each number is a case: a network, and what a program in it meets. Begin one; your lab takes a few seconds. Find out what is wrong, answer, and mend it. A program that is connected may have nothing wrong at all.</p>${
    left && exercises.some(({ number }) => number === left.number)
      ? markup`<p><button data-do="begin" data-number="${left.number}" class="first"${disabled}>Go on with case ${left.number}</button></p>`
      : undefined
  }
<div class="tracks">${inTracks.map(({ track, cases }) => trackCard(track, cases, lessons, disabled))}</div>
<details id="others"><summary>All other cases (${others.length})</summary>${caseList(others, lessons, disabled)}</details>`;
}

const casesIn = ({ ids }: Track, exercises: readonly Exercise[]): Exercise[] =>
  ids.flatMap((id) => exercises.find(({ labCase }) => labCase.id === id) ?? []);

function trackCard(
  { title, goal }: Track,
  cases: readonly Exercise[],
  lessons: readonly LessonProgress[],
  disabled: Markup | undefined,
): Markup {
  const solved = cases.filter(({ number }) =>
    lessons.some((lesson) => lesson.number === number && lesson.isSolved),
  ).length;
  return markup`<section class="track"><h2>${title}</h2>
<p class="note">${goal}</p>
<p class="meter"><progress max="${cases.length}" value="${solved}" aria-label="solved"></progress> ${solved} of ${cases.length} solved</p>
${caseList(cases, lessons, disabled)}</section>`;
}

const caseList = (
  cases: readonly Exercise[],
  lessons: readonly LessonProgress[],
  disabled: Markup | undefined,
): Markup =>
  markup`<ul class="cases">${cases.map((exercise) => {
    const { number } = exercise;
    const far = standing(number, lessons);
    const mark = far.startsWith('solved') ? '✓' : far === '' ? '·' : '…';
    return markup`<li><button data-do="begin" data-number="${number}"${disabled}><span class="symbol">${mark}</span> ${number}</button> <span class="seen">${seenOf(exercise)}</span>${far === '' ? undefined : markup` <span class="far">${far}</span>`}</li>`;
  })}</ul>`;
