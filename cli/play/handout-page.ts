import { causeText } from '../../vocabulary/index.ts';
import type { Exercise } from '../../harness/lesson/exercise.ts';
import { markup, type Markup } from '../../harness/report/markup.ts';
import { networkPicture } from '../../harness/report/network/picture.ts';
import { htmlPage } from '../../harness/report/page/frame.ts';
import { sheetOf, sheetRows, type Handout } from './papers.ts';

/** Each case on a sheet of its own; always dark on light, as paper is. */
const style = `
:root { color-scheme: light; }
body { max-width: 52rem; }
.sheet { break-after: page; break-inside: avoid; margin-bottom: 4rem; }
.sheet:last-child { break-after: auto; }
.sheet blockquote { margin: 0.5rem 0 1rem; padding: 0.4rem 0.8rem; border-left: 4px solid var(--line); font-weight: 600; }
.sheet svg { display: block; margin: 1rem auto; max-width: 100%; max-height: 24rem; }
.sheet table { width: 100%; margin: 1rem 0; border-collapse: collapse; table-layout: fixed; }
.sheet th, .sheet td { border: 1px solid var(--faint); padding: 0.3rem 0.5rem; text-align: left; }
.sheet td { height: 3rem; }
.write { margin-top: 1.6rem; padding-bottom: 1.6rem; border-bottom: 1px solid var(--faint); }
.sheet dt { font-weight: 600; } .sheet dd { margin: 0 0 0.8rem; }
@page { margin: 16mm; }
@media print { body { padding: 0; } .sheet { margin: 0; } }
`;

/** The handout as one HTML page that loads nothing, one sheet per case when printed. */
export function handoutPage(exercises: readonly Exercise[], { seed, answers }: Handout): string {
  const sheets = exercises.map((exercise) => sheet(exercise, seed));
  const body = markup`<main>
${answers ? [...sheets, answerSheet(exercises)] : sheets}</main>
`;
  return htmlPage({ title: 'badconn: handout', body, style });
}

function sheet(exercise: Exercise, seed: string): Markup {
  const { url, seen, map, command } = sheetOf(exercise, seed);
  const row = markup`<tr><td></td><td></td><td></td></tr>`;
  return markup`<section class="sheet">
<h1>Case ${exercise.number}</h1>
<p>A program on the client connects to <code>${url}</code> and should be answered. Its user reports:</p>
<blockquote>${seen}</blockquote>
${networkPicture(map)}
<p>Play it: <code>${command}</code></p>
<table><thead><tr><th>What I looked at</th><th>What it showed</th><th>What it rules out</th></tr></thead>
<tbody>${Array.from({ length: sheetRows }, () => row)}</tbody></table>
<p class="write">The cause, or the causes that I cannot tell apart:</p>
<p class="write">The remedy:</p>
</section>
`;
}

const answerSheet = (exercises: readonly Exercise[]): Markup => markup`<section class="sheet">
<h1>Answers</h1>
<dl>
${exercises.map(({ number, labCase }) => {
  const causes = labCase.layers.map(({ cause }) =>
    cause === 'none' ? 'Nothing is wrong.' : `${cause}: ${causeText(cause)}`,
  );
  const { why, tellApart } = labCase.scenario.lesson;
  return markup`<dt>${number}</dt><dd>${causes.join(' Beneath it ')} ${why} ${tellApart}</dd>
`;
})}</dl>
</section>
`;
