import type { Vantage } from '../../../vocabulary/index.ts';
import { confusion, type Claim, type ConfusionCell } from '../confusion.ts';
import { markup, type Markup } from '../markup.ts';
import { nameOf, type PageRun } from './words.ts';

const claims: Readonly<Record<Claim, { symbol: string; tone: string; means: string }>> = {
  true: { symbol: '✓', tone: 'good', means: 'the true cause' },
  alike: {
    symbol: '≈',
    tone: 'alike',
    means: 'cannot be told apart from the truth at this vantage',
  },
  false: { symbol: '✗', tone: 'bad', means: 'another cause' },
  dangerous: {
    symbol: '⚠\ufe0e',
    tone: 'danger',
    means: 'dangerous: healthy called broken, or broken called healthy',
  },
  none: { symbol: '–', tone: 'absent', means: 'no claim' },
};

/** One matrix for each run and vantage: true cause by named cause. */
export function confusionTables(runs: readonly PageRun[]): Markup {
  const legend = Object.values(claims).map(
    ({ symbol, means }) => markup`<li><b aria-hidden="true">${symbol}</b> ${means}</li>`,
  );
  const tables = runs.flatMap((run, index) =>
    run.card.run.vantages.map((vantage) => table(run, vantage, nameOf(runs, index))),
  );
  return markup`<p>How often each answer was given for each true cause, over the cases that were judged. A verdict that names several causes counts for each of them.</p>
<ul class="legend">${legend}</ul>
${tables}`;
}

function table({ card }: PageRun, vantage: Vantage, name: string): Markup {
  const { rows, columns } = confusion(card, vantage);
  if (rows.length === 0)
    return markup`<p class="note">${name} at ${vantage}: nothing was judged.</p>`;
  return markup`<details open><summary>${name} at ${vantage}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Confusion matrix, ${name} at ${vantage}">
<table class="confusion">
<caption class="unseen">True cause by named cause, ${name} at ${vantage}</caption>
<thead><tr><th scope="col">True cause</th><th scope="col" class="turned"><span>verdicts</span></th>${columns.map((named) => markup`<th scope="col" class="turned"><span>${named}</span></th>`)}</tr></thead>
<tbody>${rows.map(
    ({ truth, verdicts, cells }) =>
      markup`<tr><th scope="row">${truth === 'none' ? 'nothing (healthy)' : truth}</th><td>${verdicts}</td>${columns.map((named) => cell(cells.get(named), named === truth || (named === 'healthy' && truth === 'none')))}</tr>
`,
  )}</tbody></table></div>${onPaper(rows)}</details>
`;
}

/** The same as a list for printing: it fits on paper with any number of causes. */
function onPaper(rows: ReturnType<typeof confusion>['rows']): Markup {
  const items = rows.map(({ truth, verdicts, cells }) => {
    const given = [...cells].map(
      ([named, { claim, count }], index) =>
        markup`${index === 0 ? '' : ', '}${claims[claim].symbol} ${named} ${count}`,
    );
    const name = truth === 'none' ? 'nothing (healthy)' : truth;
    return markup`<li><b>${name}</b>, ${verdicts === 1 ? '1 verdict' : `${verdicts} verdicts`}: ${given}</li>
`;
  });
  return markup`<ul class="on-paper">${items}</ul>`;
}

function cell(of: ConfusionCell | undefined, isDiagonal: boolean): Markup {
  const diagonal = isDiagonal ? ' diagonal' : '';
  if (of === undefined) return markup`<td class="${`empty${diagonal}`}"></td>`;
  const { symbol, tone, means } = claims[of.claim];
  return markup`<td class="${tone}${diagonal}" title="${means}"><span aria-hidden="true">${symbol}</span><span class="unseen">${means}: </span>${of.count}</td>`;
}
