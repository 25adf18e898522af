import { keyOf, layerKey } from '../../case/case-name.ts';
import { causeText } from '../../../vocabulary/index.ts';
import type { NetworkMap } from '../../topology/network-map.ts';
import type { Fault, LessonTold, Truth } from '../../events.ts';
import { secondsText } from '../layout.ts';
import { markup, type Markup } from '../markup.ts';
import type { CaseCard } from '../scorecard.ts';
import { replayCommand } from '../shortfalls.ts';
import { legible, legibleLine } from '../stranger.ts';
import { networkPicture } from '../network/picture.ts';
import { ladderDiagram, ladderLegend } from './ladder.ts';
import { verdictCard } from './verdict.ts';
import { nameOf, verdictAnchor, type PageCase, type PageRun } from './words.ts';
import { symptomText } from '../../symptom.ts';

/** All about one case: truth, observations, and each diagnoser's verdicts. */
export function caseSection(runs: readonly PageRun[], pageCase: PageCase): Markup {
  const truth = pageCase.cards.find((card) => card !== undefined)?.truth;
  return markup`<section class="case" id="${pageCase.anchor}" aria-labelledby="${pageCase.anchor}-name">
<h3 id="${pageCase.anchor}-name"><a href="#${pageCase.anchor}">${pageCase.name}</a></h3>
<p class="title">${pageCase.title}</p>
${truth === undefined ? undefined : aboutCase(truth, pageCase)}
${runs.map((run, index) => runPart(runs, run, index, pageCase))}
<p class="back"><a href="#grid">back to the verdicts</a></p>
</section>
`;
}

/** Truth and lesson beside the network, which marks the place of the fault. */
function aboutCase(truth: Truth, { cards }: PageCase): Markup {
  const { network, faults = [], lesson, layer } = cards.find((card) => card?.network) ?? {};
  const own = ofLayer(faults, layer);
  return markup`<div class="about"><div>${truthFacts(truth)}
${lesson && lessonPart(lesson)}</div>
${network && networkFigure(network, own)}</div>`;
}

/** The network with a mark and a caption for each fault. */
export const networkFigure = (network: NetworkMap, faults: readonly Fault[]): Markup =>
  markup`<figure>${networkPicture(network, faults)}${faults.length === 0 ? undefined : markup`<figcaption>${faultText(faults)}</figcaption>`}</figure>`;

/** Faults present while a layer is the outermost that is left. */
const ofLayer = (faults: readonly Fault[], layer = 1): Fault[] =>
  faults.filter((fault) => (fault.layer ?? 1) >= layer);

const faultText = (faults: readonly Fault[]): string => {
  const told = faults.map(({ on, says }) => `${on}: ${says}`);
  return `✗ ${[...new Set(told)].join('; ')}`;
};

const lessonPart = ({ why, tellApart, see }: LessonTold): Markup =>
  markup`<p><b>Why.</b> ${why}</p>
<p><b>What tells it apart.</b> ${tellApart}</p>
<p class="note"><b>Sources.</b> ${see.join('; ')}</p>`;

/** Legend of the ladders; undefined without ladders. */
export const legendOf = (runs: readonly PageRun[]): Markup | undefined =>
  runs.every(({ packets }) => packets.size === 0) ? undefined : ladderLegend;

function truthFacts({ cause, best, beneath = [] }: Truth): Markup {
  const sentence = cause === 'none' ? 'Nothing is wrong.' : causeText(cause);
  const alike = best.client.length > 1 ? best.client.filter((name) => name !== cause) : [];
  const deeper =
    beneath.length === 0 ? '' : ` Beneath it: ${beneath.map((other) => other.cause).join(', ')}.`;
  return markup`<p>True cause: <b>${cause}</b>. ${sentence}${deeper}${alike.length === 0 ? '' : ` From the client alone it cannot be told from ${alike.join(', ')}.`}</p>`;
}

function runPart(
  runs: readonly PageRun[],
  run: PageRun,
  index: number,
  pageCase: PageCase,
): Markup {
  const card = pageCase.cards[index];
  const heading = runs.length > 1 ? markup`<h4>${nameOf(runs, index)}</h4>` : undefined;
  if (card === undefined) {
    const anchors = run.card.run.vantages.map(
      (vantage) => markup`<span id="${verdictAnchor(pageCase, index, vantage)}"></span>`,
    );
    return markup`${heading}<p class="note">${anchors}It was not run.</p>`;
  }
  const error = card.phases.find(({ ok }) => !ok)?.error;
  return markup`${heading}${seen(card)}
${error === undefined ? undefined : markup`<pre class="error">${legible(error, 6000).trimEnd()}</pre>`}
${packetsPart(run, card)}
<div class="cards">${run.card.run.vantages.map((vantage) => verdictCard(card, vantage, verdictAnchor(pageCase, index, vantage)))}</div>
<p class="replay">Again: <code>${legibleLine(replayCommand(card, run.card.run), 400)}</code></p>
`;
}

function seen({ at, phases }: CaseCard): Markup {
  const { attempt, wire } = phases.find(({ phase }) => phase === 'observe') ?? {};
  const facts = [
    ...(at === undefined ? [] : [['At the point', at.replaceAll(',', ', ')] as const]),
    ...(attempt === undefined
      ? []
      : [
          [
            'An ordinary client sees',
            `${symptomText(attempt)} after ${Math.round(attempt.afterMs)} ms`,
          ],
        ]),
    ...(wire === undefined ? [] : [['Packets at the client', wire.client]]),
    ...(wire === undefined ? [] : [['Packets at the server', wire.server]]),
    [
      'Phases',
      phases
        .map(({ phase, ok, durationMs }) => `${ok ? '✓' : '✗'} ${phase} ${secondsText(durationMs)}`)
        .join(', '),
    ],
  ];
  return markup`<dl>${facts.map(([term = '', text = '']) => markup`<div><dt>${term}</dt><dd>${legibleLine(text, 300)}</dd></div>`)}</dl>`;
}

function packetsPart({ packets }: PageRun, card: CaseCard): Markup | undefined {
  const own = packets.get(layerKey(keyOf(card.scenario, card.form), card.layer));
  if (own === undefined) return undefined;
  const { network, faults = [], layer } = card;
  const serverAddress = card.results[0]?.conversation.request.target.intendedAddress;
  const ladder = { ...own, network, faults: ofLayer(faults, layer), serverAddress };
  return markup`<details class="packets"><summary>Packets of that attempt, captured at both ends</summary>
${ladderDiagram(ladder)}
</details>`;
}
