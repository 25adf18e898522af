import { countsText, type Counts } from '../counts.ts';
import { markup } from '../markup.ts';
import { caseSection, legendOf } from './case-section.ts';
import { confusionTables } from './confusion-table.ts';
import { controls } from './controls.ts';
import { htmlPage } from './frame.ts';
import { grid } from './grid.ts';
import { runFacts } from './run-facts.ts';
import { script } from './script.ts';
import { dangers, summary } from './summary.ts';
import { casesOf, type PageRun } from './words.ts';

export type { PageRun } from './words.ts';

/** Runs as one HTML page. */
export function htmlReport(runs: readonly PageRun[]): string {
  const cases = casesOf(runs);
  const sum = (count: keyof Counts): number =>
    runs.reduce((total, { card }) => total + card[count], 0);
  const counts = countsText({
    passed: sum('passed'),
    failed: sum('failed'),
    asExpected: sum('asExpected'),
    skipped: sum('skipped'),
  });
  const body = markup`<header>
<h1>badconn <span>${counts}</span></h1>
<p>Diagnosers, judged inside real connection failures whose cause is known.</p>
${runFacts(runs)}
<nav aria-label="Parts"><a href="#grid">Verdicts</a> <a href="#confusion">Confusion matrix</a> <a href="#cases">Cases</a></nav>
</header>
<main>
${summary(runs)}
${dangers(runs, cases)}
<section aria-labelledby="grid"><h2 id="grid">Verdicts</h2>
${controls(runs, cases)}
${grid(runs, cases)}</section>
<section aria-labelledby="confusion"><h2 id="confusion">Confusion matrix</h2>
${confusionTables(runs)}</section>
<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
${legendOf(runs)}
${cases.map((pageCase) => caseSection(runs, pageCase))}</section>
</main>
`;
  return htmlPage({ title: `badconn: ${counts}`, body, script });
}
