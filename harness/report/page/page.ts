import { countsText, type Counts } from '../counts.ts';
import { markup } from '../markup.ts';
import { caseSection } from './case-section.ts';
import { confusionTables } from './confusion-table.ts';
import { grid } from './grid.ts';
import { style } from './style.ts';
import { dangers, summary } from './summary.ts';
import { casesOf, type PageRun } from './words.ts';

export type { PageRun } from './words.ts';

/**
 * Runs as one HTML page that needs nothing else: no script, no font, no picture. It may be opened
 * from disk, attached to a mail or kept by CI, and it prints.
 */
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
  const version = [...new Set(runs.map(({ card }) => card.run.version))].join(', ');
  const page = markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>badconn: ${counts}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header>
<h1>badconn <span>${counts}</span></h1>
<p>Diagnosers, judged inside real connection failures whose cause is known. badconn ${version}.</p>
<nav aria-label="Parts"><a href="#grid">Verdicts</a> <a href="#confusion">Confusion matrix</a> <a href="#cases">Cases</a></nav>
</header>
<main>
${summary(runs)}
${dangers(runs, cases)}
<section aria-labelledby="grid"><h2 id="grid">Verdicts</h2>
${grid(runs, cases)}</section>
<section aria-labelledby="confusion"><h2 id="confusion">Confusion matrix</h2>
${confusionTables(runs)}</section>
<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
${cases.map((pageCase) => caseSection(runs, pageCase))}</section>
</main>
</body>
</html>
`;
  return `<!doctype html>\n${page.markup}`;
}
