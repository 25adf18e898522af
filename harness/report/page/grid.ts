import { secondsText } from '../layout.ts';
import { markup, type Markup } from '../markup.ts';
import { markOf, markText, nameOf, verdictAnchor, type PageCase, type PageRun } from './words.ts';

/** Scenarios by diagnosers: a row for each case, a column for each diagnoser and vantage. */
export function grid(runs: readonly PageRun[], cases: readonly PageCase[]): Markup {
  const families = [...Map.groupBy(cases, ({ family }) => family)];
  const columns = runs.reduce((sum, { card }) => sum + card.run.vantages.length + 1, 1);
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Verdicts">
<table class="grid">
<caption><span>Verdicts by scenario, diagnoser and vantage. Each leads to its evidence.</span></caption>
<thead>
<tr><td></td>${runs.map(({ card }, index) => markup`<th scope="colgroup" colspan="${card.run.vantages.length + 1}">${nameOf(runs, index)}</th>`)}</tr>
<tr><th scope="col">Scenario</th>${runs.map(({ card }) => markup`${card.run.vantages.map((vantage) => markup`<th scope="col">${vantage}</th>`)}<th scope="col" class="number">time</th>`)}</tr>
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
  return markup`<tr><th scope="row"><a href="#${pageCase.anchor}" title="${pageCase.title}">${short}</a></th>${cells}</tr>
`;
}
