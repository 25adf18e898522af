import { lastHint } from '../../../harness/lesson/hints.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import type { Person } from '../people.ts';
import { shellsPart } from './shells.ts';

/** Minutes without progress after which a student may be stuck. */
const stuckMinutes = 10;

/** Where a class joins, and its code. */
export interface Invitation {
  url: string;
  code: string;
}

/** The invitation, and each student's case, stage, minutes without progress, and hints. */
export function boardPart(
  students: readonly Person[],
  nowMs: number,
  { url, code }: Invitation,
): Markup {
  const join = markup`<p class="invitation">Students open ${url} and join with the code <b>${code}</b></p>`;
  if (students.length === 0)
    return markup`<section class="card"><h2>The class</h2>${join}<p class="note">Nobody has joined yet.</p></section>`;
  return markup`<section class="card"><h2>The class</h2>${join}<div class="scroll"><table class="board">
<thead><tr><th scope="col">Student</th><th scope="col">Case</th><th scope="col">Where</th><th scope="col">Since</th><th scope="col">Hints</th><th scope="col">Solved</th><th scope="col">Help</th></tr></thead>
<tbody>${students.map((student) => row(student, nowMs))}</tbody></table></div></section>`;
}

function row({ name, seat, sockets }: Person, nowMs: number): Markup {
  const { lesson } = seat;
  const solved = seat.lessons.filter(({ isSolved }) => isSolved).length;
  const away = sockets === 0 ? ' (no page is open)' : '';
  if (lesson === undefined)
    return markup`<tr><th scope="row">${name}</th><td>–</td><td>at the tracks${away}</td><td></td><td></td><td class="number">${solved}</td><td></td></tr>`;
  const { number, hints, answer, isSolved, isServerCalled } = lesson.progress;
  const minutes = Math.floor((nowMs - lesson.steppedMs) / 60_000);
  const isStuck = minutes >= stuckMinutes && !isSolved;
  const where = isSolved
    ? answer
      ? 'looks back'
      : 'has mended, not answered'
    : answer
      ? `mends (${answer.grade})`
      : `investigates${isServerCalled ? ', server called' : ''}`;
  const button = (act: string, text: string): Markup =>
    markup`<button data-do="${act}" data-name="${name}" aria-label="${text}: ${name}">${text}</button> `;
  return markup`<tr${isStuck ? markup` class="stuck"` : undefined}><th scope="row">${name}</th><td>${number}</td><td>${where}${away}</td><td class="number">${isStuck ? '! ' : ''}${minutes} min</td><td class="number">${hints} of ${lastHint}</td><td class="number">${solved}</td>
<td>${button('push-hint', 'Give a hint')}${seat.watched === 'no' ? button('watch', 'Ask to watch') : button('unwatch', seat.watched === 'asked' ? 'Ask no more' : 'Stop watching')}</td></tr>`;
}

/** The terminals of a student who allowed it. */
export function watchedPart(student: Person | undefined): Markup {
  if (student === undefined || student.seat.watched === 'no') return markup``;
  const { name, seat } = student;
  return markup`<section class="card"><h2>${name}</h2>${
    seat.watched === 'asked'
      ? markup`<p class="note">${name} was asked, and has not allowed it yet.</p>`
      : shellsPart(seat.shells)
  }</section>`;
}
