import type { Vantage } from '../../../vocabulary/index.ts';
import { secondsText } from '../layout.ts';
import { markup, type Markup } from '../markup.ts';
import { passes, type CaseCard, type ResultCard } from '../scorecard.ts';
import { firstOf, legible, legibleLine } from '../stranger.ts';
import { markOf, markText } from './words.ts';

const limits = { items: 60, item: 1000, remedy: 2000, commands: 20, transcript: 40_000 };

/** One verdict: grade and reasons, with the diagnoser's answer and output folded below. */
export function verdictCard(caseCard: CaseCard, vantage: Vantage, anchor: string): Markup {
  const mark = markOf(caseCard, vantage);
  const result = caseCard.results.find((given) => given.vantage === vantage);
  const time = result === undefined ? '' : `, ${secondsText(result.durationMs)}`;
  return markup`<article id="${anchor}" class="card ${mark.tone}">
<h5>${markText(mark)} <span class="where">at ${vantage}${time}</span></h5>
${result === undefined ? undefined : said(result, caseCard)}</article>
`;
}

function said(result: ResultCard, caseCard: CaseCard): Markup {
  const { why, verdict, conversation } = result;
  const { status, candidates, answer, breaches } = verdict;
  const names = candidates.map(
    (name, index) => markup`${index === 0 ? '' : ', '}<code>${name}</code>`,
  );
  const deeper = answer?.also ?? [];
  const also = deeper.length === 0 ? '' : `; beneath it ${deeper.join(', ')}`;
  const answered =
    status === undefined
      ? undefined
      : markup`<p>Answered <b>${status}</b>${names.length === 0 ? '' : ': '}${names}${also}</p>`;
  const evidence = answer?.evidence ?? [];
  const isOpen = caseCard.standing === 'judged' && !passes(caseCard, result.vantage);
  const parts = [
    part(`evidence (${evidence.length})`, evidenceTable(evidence)),
    part('remedy', answer?.remedy && remedy(answer.remedy)),
    part(
      'stdout',
      answer === undefined ? output('Printed on stdout', conversation.stdout) : undefined,
    ),
    part('transcript', output('Transcript (stderr)', conversation.stderr)),
  ].flat();
  const left = conversation.leftProcesses;
  return markup`<p>${legibleLine(why, 1000)}</p>
${answered}
${breaches.length === 0 ? undefined : markup`<p>Breaches of the contract:</p><ul>${items(breaches, (text) => markup`<li>${text}</li>`)}</ul>`}
${left === 0 ? undefined : markup`<p>${left} of its processes were still there, and were killed.</p>`}
${parts.length === 0 ? markup`<p class="note">It gave no evidence and printed nothing else.</p>` : folded(parts, isOpen)}`;
}

interface Section {
  label: string;
  content: Markup;
}

const part = (label: string, content: Markup | undefined): Section[] =>
  content === undefined ? [] : [{ label, content }];

function folded(parts: readonly Section[], isOpen: boolean): Markup {
  const labels = parts.map(({ label }) => label).join(', ');
  const contents = parts.map(({ content }) => content);
  return markup`<details${isOpen ? markup` open` : undefined}><summary>${labels.charAt(0).toUpperCase()}${labels.slice(1)}</summary>
${contents}</details>
`;
}

type EvidenceList = NonNullable<NonNullable<ResultCard['verdict']['answer']>['evidence']>;

function evidenceTable(evidence: EvidenceList): Markup | undefined {
  if (evidence.length === 0) return undefined;
  const { shown, more } = firstOf(evidence, limits.items);
  const rows = shown.map(
    (piece) =>
      markup`<tr><td>${legibleLine(piece.observed, limits.item)}</td><td>${piece.for?.join(', ') ?? ''}</td><td>${piece.against?.join(', ') ?? ''}</td></tr>
`,
  );
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Evidence"><table class="evidence">
<thead><tr><th scope="col">Observed</th><th scope="col">speaks for</th><th scope="col">against</th></tr></thead>
<tbody>${rows}</tbody></table></div>${more === 0 ? undefined : markup`<p class="note">and ${more} more pieces</p>`}`;
}

function remedy({ action, text, commands }: { action: string; text: string; commands: string[] }) {
  const lines = items(commands, (command) => markup`${command}\n`);
  return markup`<p>Remedy <code>${action}</code>: ${legibleLine(text, limits.remedy)}</p>
${commands.length === 0 ? undefined : markup`<pre>${lines}</pre>`}`;
}

function items(texts: readonly string[], item: (text: string) => Markup): Markup[] {
  const { shown, more } = firstOf(texts, limits.commands);
  const all = shown.map((text) => legibleLine(text, limits.item));
  return [...all, ...(more === 0 ? [] : [`and ${more} more`])].map(item);
}

function output(label: string, text: string): Markup | undefined {
  if (text.trim() === '') return undefined;
  return markup`<p>${label}</p><pre class="printed" tabindex="0">${legible(text, limits.transcript)}</pre>`;
}
