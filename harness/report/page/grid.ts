import { secondsText } from '../layout.ts';
import { markup, type Markup } from '../markup.ts';
import {
  gradesOf,
  markOf,
  markText,
  nameOf,
  stageOf,
  verdictAnchor,
  type PageCase,
  type PageRun,
} from './words.ts';

/** Scenarios by diagnosers: one row per case, one column per diagnoser and vantage. */
export function grid(runs: readonly PageRun[], cases: readonly PageCase[]): Markup {
  const families = [...Map.groupBy(cases, ({ family }) => family)];
  const columns = runs.reduce((sum, { card }) => sum + card.run.vantages.length + 1, 3);
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Verdicts">
<table class="grid">
<caption><span>Verdicts by scenario, diagnoser and vantage. Each leads to its evidence.</span></caption>
<thead>
<tr><td></td><td class="wide" colspan="2"></td>${runs.map(({ card }, index) => markup`<th scope="colgroup" colspan="${card.run.vantages.length + 1}">${nameOf(runs, index)}</th>`)}</tr>
<tr><th scope="col">Scenario</th><th scope="col" class="wide">What is so</th><th scope="col" class="wide">Stage</th>${runs.map(({ card }) => markup`${card.run.vantages.map((vantage) => markup`<th scope="col">${vantage}</th>`)}<th scope="col" class="number time">time</th>`)}</tr>
</thead>
${families.map(
  ([family, of]) => markup`<tbody>
<tr class="family"><th scope="rowgroup" colspan="${columns}">${family}</th></tr>
${of.map((pageCase) => row(runs, pageCase))}</tbody>
`,
)}</table></div>`;
}

function row(runs: readonly PageRun[], pageCase: PageCase): Markup {
  const short = pageCase.name.startsWith(`${pageCase.family}/`)
    ? pageCase.name.slice(pageCase.family.length + 1)
    : pageCase.name;
  const cells = runs.map(({ card }, run) => {
    const own = pageCase.cards[run];
    const verdicts = card.run.vantages.map((vantage) => {
      const mark = markOf(own, vantage);
      return markup`<td class="verdict ${mark.tone}"><a href="#${verdictAnchor(pageCase, run, vantage)}">${markText(mark)}</a></td>`;
    });
    return markup`${verdicts}<td class="number time">${own === undefined ? '' : secondsText(own.durationMs)}</td>`;
  });
  const grades = gradesOf(runs, pageCase).join(' ');
  const stage = stageOf(pageCase);
  return markup`<tr data-case="${pageCase.anchor}" data-stage="${stage}" data-grades="${grades}"><th scope="row"><a href="#${pageCase.anchor}" title="${pageCase.title}">${short}</a></th><td class="wide says">${pageCase.title}</td><td class="wide">${stage}</td>${cells}</tr>
`;
}
