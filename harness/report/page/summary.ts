import { grades, type Grade } from '../../../vocabulary/index.ts';
import { guesses, guessesText } from '../guesses.ts';
import { secondsText } from '../layout.ts';
import { markup, type Markup } from '../markup.ts';
import { seedText } from '../seed-text.ts';
import { firstOf, legible, legibleLine } from '../stranger.ts';
import { nameOf, verdictAnchor, type PageCase, type PageRun } from './words.ts';

/** One row per run: what it was, and how often each grade was given. */
export function summary(runs: readonly PageRun[]): Markup {
  const given = (Object.keys(grades) as Grade[]).filter((grade) =>
    runs.some((run) => countOf(run, grade) > 0),
  );
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Runs">
<table class="summary">
<caption><span>Each scenario at each vantage is one verdict. Exact and narrowest pass.</span></caption>
<thead><tr><th scope="col">Diagnoser</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">As expected</th><th scope="col">Skipped</th>${given.map((grade) => markup`<th scope="col" class="${grade === 'dangerous' ? 'danger' : 'grade'}">${grade}</th>`)}<th scope="col">Seed</th><th scope="col">Time</th></tr></thead>
<tbody>${runs.map((run, index) => row(run, nameOf(runs, index), given))}</tbody>
</table></div>
${runs.map((run, index) => remarks(run, runs.length > 1 ? `${nameOf(runs, index)}: ` : ''))}`;
}

function row(run: PageRun, name: string, given: readonly Grade[]): Markup {
  const { passed, failed, asExpected, skipped, durationMs } = run.card;
  const number = (value: number) => markup`<td class="number">${value}</td>`;
  return markup`<tr><th scope="row">${name}</th>${[passed, failed, asExpected, skipped].map(number)}${given.map((grade) => number(countOf(run, grade)))}<td class="seed">${seedText(run.card.run.seed)}</td><td class="number">${secondsText(durationMs)}</td></tr>
`;
}

const countOf = ({ card }: PageRun, grade: Grade): number =>
  card.scenarios
    .flatMap(({ cases }) => cases)
    .filter(({ standing }) => standing === 'judged')
    .flatMap(({ results }) => results)
    .filter((result) => result.grade === grade).length;

const warning = markup`<span aria-hidden="true">⚠\ufe0e</span> `;

function remarks({ card }: PageRun, whose: string): Markup[] {
  const why = card.why === undefined ? [] : [markup`<pre>${legible(card.why, 4000)}</pre>`];
  const rebuilt = card.rebuilt.map(
    ({ what, case: name, why: reason }) =>
      markup`<p class="note">A new ${what} in ${legibleLine(name, 200)}: ${legibleLine(reason, 400)}</p>`,
  );
  const again = card.askedAgain.map(
    ({ case: name, vantage, why: reason }) =>
      markup`<p class="note">Asked again in ${legibleLine(name, 200)} at ${vantage}: ${legibleLine(reason, 400)}</p>`,
  );
  const guessed = guesses(card).map(
    (guess) =>
      markup`<p class="${guess.knowsMore ? 'knows-more' : 'note'}">${guess.knowsMore ? warning : undefined}${whose}${guessesText(guess)}.</p>`,
  );
  return [...why, ...rebuilt, ...again, ...guessed];
}

/** Dangerous verdicts, shown first. */
export function dangers(runs: readonly PageRun[], cases: readonly PageCase[]): Markup {
  const items = cases.flatMap((pageCase) =>
    pageCase.cards.flatMap((card, run) =>
      card?.standing !== 'judged'
        ? []
        : card.results
            .filter(({ grade }) => grade === 'dangerous')
            .map(
              ({ vantage, why }) =>
                markup`<li><a href="#${verdictAnchor(pageCase, run, vantage)}">${pageCase.name}</a> at ${vantage}${runs.length > 1 ? `, ${nameOf(runs, run)}` : ''}: ${legibleLine(why, 600)}</li>
`,
            ),
    ),
  );
  if (items.length === 0) return markup`<p class="safe">No dangerous mistakes.</p>`;
  const { shown, more } = firstOf(items, 12);
  return markup`<section class="dangers" aria-labelledby="dangers"><h2 id="dangers"><span aria-hidden="true">⚠\ufe0e</span> Dangerous mistakes: ${items.length}</h2>
<p>A broken connection called healthy, a healthy one called broken, a remedy that does harm, or a lab that it changed.</p>
<ul>${shown}</ul>${more === 0 ? undefined : markup`<details><summary>and ${more} more</summary><ul>${items.slice(shown.length)}</ul></details>`}</section>`;
}
