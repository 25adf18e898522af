import { createHash } from 'node:crypto';
import { countsText, type Counts } from '../counts.ts';
import { markup } from '../markup.ts';
import { caseSection, ladderLegend } from './case-section.ts';
import { confusionTables } from './confusion-table.ts';
import { controls } from './controls.ts';
import { grid } from './grid.ts';
import { runFacts } from './run-facts.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { dangers, summary } from './summary.ts';
import { casesOf, type PageRun } from './words.ts';

export type { PageRun } from './words.ts';

/** As a policy names what it allows (CSP 3, 2.3.1): only the style sheet and the script that are in the page. */
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  ...[`style-src ${hashOf(style)}`, `script-src ${hashOf(script)}`, 'img-src data:'],
  ...["base-uri 'none'", "form-action 'none'"],
].join('; ');

/**
 * Runs as one HTML page that loads nothing: no font, no picture, no script but its own, which it can do without.
 * It may be opened from disk, attached to a mail or kept by CI, and it prints.
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
  const page = markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}">
<link rel="icon" href="data:,">
<title>badconn: ${counts}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header>
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
${ladderLegend(runs)}
${cases.map((pageCase) => caseSection(runs, pageCase))}</section>
</main>
<script>${{ markup: script }}</script>
</body>
</html>
`;
  return `<!doctype html>\n${page.markup}`;
}
