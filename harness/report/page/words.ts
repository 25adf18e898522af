import type { Vantage } from '../../../vocabulary/index.ts';
import { keyOf, layerKey } from '../../case/case-name.ts';
import type { SidePackets } from './ladder.ts';
import { markup, type Markup } from '../markup.ts';
import { failedPhase } from '../score-table.ts';
import { expectedAt, passes, type CaseCard, type Scorecard } from '../scorecard.ts';
import { legibleLine } from '../stranger.ts';

/** One run on the page. */
export interface PageRun {
  card: Scorecard;
  /** Packets by key of the case, or why a capture is unreadable. Absent if none were kept. */
  packets: ReadonlyMap<string, { client: SidePackets; server: SidePackets }>;
}

/** `danger`: must not be overlooked. `unjudged`: counts neither for nor against the diagnoser. */
export type Tone = 'good' | 'bad' | 'danger' | 'unjudged' | 'absent';

export interface Mark {
  tone: Tone;
  text: string;
}

const symbols: Readonly<Record<Tone, string>> = {
  good: '✓',
  bad: '✗',
  danger: '⚠\ufe0e',
  unjudged: '?',
  absent: '–',
};

/** Mark of a case at a vantage: symbol and word; colour only repeats them. */
export function markOf(caseCard: CaseCard | undefined, vantage: Vantage): Mark {
  if (caseCard === undefined) return { tone: 'absent', text: 'not run' };
  if (caseCard.standing === 'unfinished') return { tone: 'absent', text: 'not finished' };
  if (caseCard.standing !== 'judged') {
    return { tone: 'unjudged', text: `${caseCard.standing}${failedPhase(caseCard)}` };
  }
  const grade = caseCard.results.find((result) => result.vantage === vantage)?.grade ?? 'no result';
  if (expectedAt(caseCard, vantage)) return { tone: 'unjudged', text: `${grade}, as expected` };
  if (grade === 'dangerous') return { tone: 'danger', text: 'DANGEROUS' };
  return { tone: passes(caseCard, vantage) ? 'good' : 'bad', text: grade };
}

export const markText = ({ tone, text }: Mark): Markup =>
  markup`<span class="mark ${tone}"><span class="symbol" aria-hidden="true">${symbols[tone]}</span> ${text}</span>`;

/** A diagnoser's name, with its seed if several runs have the same name. */
export function nameOf(runs: readonly PageRun[], index: number): string {
  const name = (run: PageRun): string => legibleLine(run.card.run.diagnoser, 80);
  const own = runs[index];
  if (own === undefined) return '';
  const isAlone = runs.filter((run) => name(run) === name(own)).length === 1;
  return isAlone ? name(own) : `${name(own)}, run ${index + 1}`;
}

export interface PageCase {
  /** Id of the detail element; derived from the case's key, so links to it stay valid. */
  anchor: string;
  name: string;
  family: string;
  title: string;
  /** In the order of the runs. */
  cards: (CaseCard | undefined)[];
}

/** All cases of all runs, by name. A scenario that no run began is listed under its id. */
export function casesOf(runs: readonly PageRun[]): PageCase[] {
  const names = new Map<string, { family: string; title: string; key: string }>();
  for (const { card } of runs) {
    for (const { id, family, title, cases } of card.scenarios) {
      for (const { case: name, title: says, form, layer } of cases)
        names.set(name, { family, title: says, key: layerKey(keyOf(id, form), layer) });
      if (cases.length === 0 && !names.has(id)) names.set(id, { family, title, key: id });
    }
  }
  const taken = new Set<string>();
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { family, title, key }]) => ({
      anchor: anchorOf(key, taken),
      name,
      family,
      title: legibleLine(title, 300),
      cards: runs.map(({ card }) =>
        card.scenarios.flatMap(({ cases }) => cases).find((caseCard) => caseCard.case === name),
      ),
    }));
}

/** A unique id without spaces (HTML, 3.2.6). */
function anchorOf(key: string, taken: Set<string>): string {
  const wanted = `case:${key.replaceAll(/[^\w/.-]+/g, '-')}`;
  let anchor = wanted;
  for (let number = 2; taken.has(anchor); number += 1) anchor = `${wanted}-${number}`;
  taken.add(anchor);
  return anchor;
}

/** Stage at which the plain client failed, or the last stage; empty if not observed. */
export const stageOf = ({ cards }: PageCase): string =>
  cards.flatMap((card) => card?.phases ?? []).findLast(({ phase }) => phase === 'observe')?.attempt
    ?.stage ?? '';

/** All grades of a case, or its standing if it was not judged. */
export const gradesOf = (runs: readonly PageRun[], { cards }: PageCase): string[] => {
  const all = runs.flatMap(({ card }, index) =>
    card.run.vantages.map((vantage) => {
      const own = cards[index];
      if (own === undefined) return 'not-run';
      if (own.standing !== 'judged') return own.standing;
      return own.results.find((result) => result.vantage === vantage)?.grade ?? 'no-result';
    }),
  );
  return [...new Set(all)];
};

export const verdictAnchor = (pageCase: PageCase, run: number, vantage: Vantage): string =>
  `${pageCase.anchor}:${run + 1}:${vantage.replace('+', '-')}`;
