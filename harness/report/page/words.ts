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
  /** By the key of the case: what was captured, or why it cannot be read. Absent where nothing was kept. */
  packets: ReadonlyMap<string, { client: SidePackets; server: SidePackets }>;
}

/** `danger` is what must not be overlooked; `unjudged` is held against nobody. */
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

/** How a case stands at a vantage. A symbol and a word say it; colour only repeats it. */
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

/** A diagnoser's name, and its seed where that is needed to tell two runs of it apart. */
export function nameOf(runs: readonly PageRun[], index: number): string {
  const name = (run: PageRun): string => legibleLine(run.card.run.diagnoser, 80);
  const own = runs[index];
  if (own === undefined) return '';
  const isAlone = runs.filter((run) => name(run) === name(own)).length === 1;
  return isAlone ? name(own) : `${name(own)}, run ${index + 1}`;
}

export interface PageCase {
  /** Of the element that tells all of it: the key of the case, so that a link to it stays. */
  anchor: string;
  name: string;
  family: string;
  title: string;
  /** In the order of the runs. */
  cards: (CaseCard | undefined)[];
}

/** Every case of every run, by name; a scenario that no run began stands under its id. */
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

/** An id may hold no space (HTML, 3.2.6), and no two elements have one id. */
function anchorOf(key: string, taken: Set<string>): string {
  const wanted = `case:${key.replaceAll(/[^\w/.-]+/g, '-')}`;
  let anchor = wanted;
  for (let number = 2; taken.has(anchor); number += 1) anchor = `${wanted}-${number}`;
  taken.add(anchor);
  return anchor;
}

/** At which stage the plain client failed, or that it came to the last; empty where it was not observed. */
export const stageOf = ({ cards }: PageCase): string =>
  cards.flatMap((card) => card?.phases ?? []).findLast(({ phase }) => phase === 'observe')?.attempt
    ?.stage ?? '';

/** Every grade that a case was given, and how it stands where it was not judged. */
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
