import { hintOf, hintSteps, lastHint } from '../../../harness/lesson/hints.ts';
import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import type { Notice } from '../notice.ts';
import type { Seat } from '../seat.ts';

const symbols: Readonly<Record<Notice['kind'], string>> = { good: '✓', bad: '✗', plain: '→' };

/** The latest notices, and what is under way. */
export const noticesPart = ({ notices, busy, watched }: Seat): Markup =>
  markup`${
    watched === 'asked'
      ? markup`<p class="notice plain">→ Your teacher would like to see your terminals. <button data-do="allow">Allow</button> <button data-do="refuse">Refuse</button></p>`
      : undefined
  }${
    watched === 'allowed'
      ? markup`<p class="notice plain">→ Your teacher sees your terminals. <button data-do="refuse">End that</button></p>`
      : undefined
  }${notices.map(({ kind, text }) => markup`<p class="notice ${kind}"><span class="symbol">${symbols[kind]}</span> ${text}</p>`)}${
    busy === undefined
      ? undefined
      : markup`<p class="notice busy"><span class="symbol">◌</span> ${busy}</p>`
  }`;

export function briefingPart({ briefing }: Lesson): Markup {
  const { number, task, report, known } = briefing;
  return markup`<section class="card"><h2>Case ${number}</h2>
<p>${task}</p>
<p class="note">Its user reports:</p>
<blockquote>${report}</blockquote>
${known.map((sentence) => markup`<p>${sentence}</p>`)}</section>`;
}

interface Button {
  name: string;
  text: string;
  isFirst?: boolean;
}

/** The stage of the lesson, and the buttons of its actions. */
export function menuPart(seat: Seat, { progress }: Lesson): Markup {
  const { answer, hints, isServerCalled, isSolved } = progress;
  const stage =
    answer && isSolved
      ? 'Solved'
      : answer
        ? 'Mend'
        : isSolved
          ? 'Mended: what was it?'
          : 'Investigate';
  const buttons: Button[] = [
    { name: 'shell', text: 'Shell on the client' },
    {
      name: 'server',
      text: isServerCalled ? 'Shell on the server' : 'Call the colleague at the server',
    },
    {
      name: 'hint',
      text: hints >= lastHint ? 'The answer again' : `Hint ${hints + 1} of ${lastHint}`,
    },
    { name: 'reset', text: 'Reset the lab' },
    { name: 'again', text: 'Fresh variation' },
    { name: 'tracks', text: 'To the tracks' },
  ];
  const disabled = seat.busy === undefined ? undefined : markup` disabled`;
  return markup`<section class="card"><h2>${stage}</h2>
<div class="menu">${buttons.map(({ name, text }) => markup`<button data-do="${name}"${disabled}>${text}</button>`)}</div></section>`;
}

/** The hints that were given. */
export function hintsPart({ progress, lab }: Lesson): Markup {
  if (progress.hints === 0) return markup``;
  const given = hintSteps.slice(0, progress.hints);
  return markup`<section class="card"><h2>Hints</h2><ol class="hints">${given.map(
    (step, index) => markup`<li><b>${step}</b>: ${hintOf(lab.scene.labCase, index + 1)}</li>`,
  )}</ol></section>`;
}
