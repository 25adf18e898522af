import { causeText, passing, remedyActions } from '../../../vocabulary/index.ts';
import { ordersOf } from '../../../harness/lesson/answers.ts';
import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import { gradeSentence } from '../../play/lesson-text.ts';

/** The form of the answer and, after the answer, the form of remedies. */
export function answerPart(lesson: Lesson, isBusy: boolean): Markup {
  const { answer, isSolved } = lesson.progress;
  const { causes } = lesson.settings.exercise;
  const disabled = isBusy ? markup` disabled` : undefined;
  const choice = (value: string, name: string, says: string): Markup =>
    markup`<li><label><input type="checkbox" name="pick" value="${value}"> <b>${name}</b> <span>${says}</span></label></li>`;
  const form = markup`<form data-do="answer"><p class="note">One cause, or several where they cannot be told apart. Called or not: you are graded by what can be known from where you have looked.</p>
<ul class="choices" tabindex="0" aria-label="Causes">${choice('none', 'nothing is wrong here', 'The connection works as it should.')}${causes.map(
    (cause) => choice(cause, cause, causeText(cause)),
  )}</ul>
<p><button class="first"${disabled}>Answer</button></p></form>`;
  if (answer === undefined)
    return markup`<section class="card"><details id="answering"><summary>Answer: what is wrong?</summary>${form}</details></section>`;
  const isRight = passing.includes(answer.grade);
  return markup`<section class="card"><h2>Your answer</h2>
<p class="${isRight ? 'good' : 'bad'}"><span class="symbol">${isRight ? '✓' : '✗'}</span> <b>${answer.grade}</b> ${answer.picks.join(', ') || 'cannot tell'}</p>
<p class="note">${gradeSentence(answer.grade)}${isRight ? ` ${answer.why}` : ''} The first answer counts.</p>
${isRight ? undefined : markup`<details id="answering"><summary>Another answer</summary>${form}</details>`}
${isSolved ? undefined : orderForm(lesson, disabled)}</section>`;
}

function orderForm({ settings }: Lesson, disabled: Markup | undefined): Markup {
  const orders = ordersOf(settings.exercise.causes);
  return markup`<details id="ordering"><summary>Have somebody else carry out a remedy</summary>
<form data-do="order"><p class="note">For what no shell of yours reaches: a router, a DNS record. What would do harm is not carried out.</p>
<ul class="choices" tabindex="0" aria-label="Remedies">${orders.map(
    (action) =>
      markup`<li><label><input type="radio" name="action" value="${action}" required> <b>${action}</b> <span>${remedyActions[action].does}</span></label></li>`,
  )}</ul>
<p><button${disabled}>Carry it out</button></p></form></details>`;
}
