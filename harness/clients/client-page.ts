import { ladderDiagram, ladderLegend } from '../report/page/ladder.ts';
import { networkFigure } from '../report/page/case-section.ts';
import { htmlPage } from '../report/page/frame.ts';
import { secondsText } from '../report/layout.ts';
import { markup, type Markup } from '../report/markup.ts';
import { legible, legibleLine } from '../report/stranger.ts';
import { symptomText } from '../symptom.ts';
import { cellsOf, headings, type JudgedClient } from './client-table.ts';
import type { ClientEvidence } from './evidence.ts';
import { outcomes, type Expectations } from './facts.ts';

/** One client in one failure, with the packets of both ends. */
export interface ShownClient extends JudgedClient {
  evidence: ClientEvidence;
  /** Command that repeats it. */
  again: string;
}

interface ClientPage {
  version: string;
  /** As given on the command line. */
  client: string;
  seed: string;
  expected: Expectations;
  shown: readonly ShownClient[];
}

/** What a client did in each failure, as one HTML page. */
export function clientPage(of: ClientPage): string {
  const { shown } = of;
  const right = `${shown.filter(isRight).length} of ${shown.length} right`;
  const body = markup`<header>
<h1>badconn client <span>${right}</span></h1>
<p>A client, started while its connection is broken, and judged from outside.</p>
${facts(aboutAll(of))}
</header>
<main>
<section aria-labelledby="outcomes"><h2 id="outcomes">Outcomes</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Outcomes of each failure">
<table class="outcomes">
<thead><tr><th scope="col">failure</th><th scope="col">outcome</th>${headings.slice(1, -1).map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${shown.map(row)}</tbody>
</table></div>
${legend(shown)}</section>
<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
${ladderLegend}
${shown.map(caseSection)}</section>
</main>
`;
  return htmlPage({ title: `badconn client: ${right}`, body });
}

const isRight = ({ outcomes: [first] }: JudgedClient): boolean => first === 'right';
/** An id must not contain spaces, which a label may have (HTML, 3.2.6). */
const anchorOf = (index: number): string => `case-${index + 1}`;

function aboutAll({ version, client, seed, expected }: ClientPage): [string, string][] {
  const { reportsWithinMs, attempts, backoffMs, recoversWithinMs, connections, names } = expected;
  return [
    ['Client', client],
    ['Says something within', secondsText(reportsWithinMs)],
    ['Connections begun within a second', `at most ${attempts.most}`],
    ...(backoffMs > 0
      ? [['Between two attempts', secondsText(backoffMs)] as [string, string]]
      : []),
    ['Served after the mend within', secondsText(recoversWithinMs)],
    ['Connections held', `at most ${connections}`],
    ...(names.length > 0 ? [['Its message names', names.join(', ')] as [string, string]] : []),
    ['badconn', version],
    ['Seed', seed],
  ];
}

const facts = (all: readonly (readonly [string, string])[]): Markup =>
  markup`<dl class="facts">${all.map(([term, text]) => markup`<div><dt>${term}</dt><dd>${legibleLine(text, 300)}</dd></div>`)}</dl>`;

function row(one: ShownClient, index: number): Markup {
  const [label = '', ...cells] = cellsOf(one);
  const outcome = cells.pop() ?? '';
  const [tone, sign] = isRight(one) ? ['good', '✓'] : ['bad', '✗'];
  return markup`<tr><th scope="row"><a href="#${anchorOf(index)}">${label}</a></th><td class="${tone}"><span class="symbol" aria-hidden="true">${sign}</span> ${outcome}</td>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
}

function legend(shown: readonly ShownClient[]): Markup {
  const given = new Set(shown.flatMap((one) => one.outcomes));
  return markup`<dl>${[...given].map((one) => markup`<div><dt>${one}</dt><dd>${outcomes[one]}</dd></div>`)}</dl>`;
}

function caseSection(
  { facts: seen, evidence, again, ...judged }: ShownClient,
  index: number,
): Markup {
  const { title, network, faults, broken, mended } = evidence;
  const id = anchorOf(index);
  const did = headings.slice(1).map((heading, column) => {
    const cell = cellsOf({ facts: seen, ...judged })[column + 1] ?? '';
    return [heading, cell] as const;
  });
  const seenFacts = [['Our plain client saw', symptomText(seen.symptom)] as const, ...did];
  return markup`<section class="case" id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name"><a href="#${id}">${seen.case}</a></h3>
<p class="title">${title}</p>
<div class="about"><div>${facts(seenFacts.filter(([, text]) => text !== ''))}
<h4>What it said</h4>
${seen.text.trim() === '' ? markup`<p class="note">Nothing.</p>` : markup`<pre tabindex="0">${legible(seen.text, 6000).trimEnd()}</pre>`}</div>
${networkFigure(network, faults)}</div>
<h4>Packets while it was broken, at both ends</h4>
${ladderDiagram({ ...broken, network, faults, serverAddress: evidence.serverAddress })}
${
  seen.ended === undefined
    ? markup`<h4>Packets after the mend</h4>
${ladderDiagram({ ...mended, network, serverAddress: evidence.serverAddress })}`
    : undefined
}
<p class="replay">Again: <code>${legibleLine(again, 400)}</code></p>
<p class="back"><a href="#outcomes">back to the outcomes</a></p>
</section>
`;
}
