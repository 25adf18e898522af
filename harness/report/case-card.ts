import type { Cause, Grade, Vantage } from '../../vocabulary/index.ts';
import { layerLabel } from '../case/case-name.ts';
import type { NetworkMap } from '../topology/network-map.ts';
import type {
  ClientAttempt,
  Conversation,
  Event,
  Fault,
  LessonTold,
  Phase,
  Standing,
  Truth,
  Turn,
  Verdict,
} from '../events.ts';

/** `unfinished`: the run ended before the case did, or before it began. */
export type CaseStanding = Standing | 'unfinished';

export interface PhaseCard {
  phase: Phase;
  form?: string;
  layer?: number;
  ok: boolean;
  durationMs: number;
  error?: string;
  attempt?: ClientAttempt;
  wire?: { client: string; server: string };
}

export interface ResultCard {
  vantage: Vantage;
  form?: string;
  layer?: number;
  grade: Grade;
  candidates: Cause[];
  /** How long the diagnoser took. */
  durationMs: number;
  why: string;
  verdict: Verdict;
  conversation: Conversation;
  /** Why this shortcoming is put up with; absent where it is not the expected one. */
  expected?: string;
  /** Each time that the same was asked; absent where it was asked once. */
  turns?: readonly Turn[];
}

/** A case, or where it has several layers, one of them: each is judged by itself. */
export interface CaseCard {
  /** Its label; from the second layer on with `, layer 2` behind it. */
  case: string;
  scenario: string;
  form?: string;
  /** From the second on; the outermost also has what is of no layer: baseline, break, leave. */
  layer?: number;
  /** Its point, as `--at` takes it. */
  at?: string;
  title: string;
  truth: Truth;
  /** Of all layers; this and what follows is absent in older logs. */
  network?: NetworkMap;
  faults?: readonly Fault[];
  lesson?: LessonTold;
  standing: CaseStanding;
  phases: PhaseCard[];
  results: ResultCard[];
  durationMs: number;
}

/** What the log tells of each case, in the order in which they began. */
export function readCases(events: readonly Event[]): CaseCard[] {
  const cases = new Map<string, CaseCard>();
  for (const event of events) foldInto(cases, event);
  return [...cases.values()];
}

/**
 * Takes one more event into the cases by their names. Returns the cards that it is about: that of a layer,
 * or all of a case that begins or ends.
 */
export function foldInto(cases: Map<string, CaseCard>, event: Event): CaseCard[] {
  if (!('case' in event)) return [];
  if (event.type === 'case-started') {
    for (const card of begin(event)) cases.set(card.case, card);
  }
  if (event.type === 'case-ended') return end(cases, event);
  const card = cases.get(layerLabel(event.case, 'layer' in event ? event.layer : undefined));
  if (card === undefined) return [];
  advance(card, event);
  return [card];
}

const begin = (event: Event & { type: 'case-started' }): CaseCard[] =>
  (event.layers ?? [event.truth]).map((truth, index) => {
    const { scenario, title, at, network, faults, lesson } = event;
    const place = { ...placeOf(event), ...(index === 0 ? {} : { layer: index + 1 }) };
    const about = { case: layerLabel(event.case, place.layer), scenario, title, truth };
    const base = { ...about, standing: 'unfinished' } as const;
    const placed = {
      ...(at === undefined ? {} : { at }),
      ...(network === undefined ? {} : { network }),
      ...(faults === undefined ? {} : { faults }),
      ...(lesson === undefined ? {} : { lesson }),
    };
    return { ...base, ...placed, ...place, phases: [], results: [], durationMs: 0 };
  });

/** What is of no layer in the time of a case is the outermost's. */
function end(
  cases: ReadonlyMap<string, CaseCard>,
  { case: name, standing, durationMs }: Event & { type: 'case-ended' },
): CaseCard[] {
  const cards: CaseCard[] = [];
  for (let card = cases.get(name); card; card = cases.get(layerLabel(name, cards.length + 1))) {
    cards.push(card);
  }
  const [first, ...deeper] = cards;
  for (const card of deeper) {
    card.durationMs = card.phases.reduce((sum, phase) => sum + phase.durationMs, 0);
  }
  if (first) {
    first.durationMs = deeper.reduce((left, card) => left - card.durationMs, durationMs);
  }
  for (const card of cards) card.standing = standing;
  return cards;
}

function advance(card: CaseCard, event: Event): void {
  if (event.type === 'phase-ended') {
    const { phase, ok, durationMs, error, attempt, wire } = event;
    card.phases.push({
      phase,
      ...placeOf(card),
      ok,
      durationMs,
      ...(error === undefined ? {} : { error }),
      ...(attempt === undefined ? {} : { attempt }),
      ...(wire === undefined ? {} : { wire }),
    });
  } else if (event.type === 'diagnosed') {
    const { vantage, verdict, conversation, expected, turns } = event;
    const { grade, candidates, why } = verdict;
    const { durationMs } = conversation;
    card.results.push({
      vantage,
      ...placeOf(card),
      grade,
      candidates,
      durationMs,
      why,
      verdict,
      conversation,
      ...(expected === undefined ? {} : { expected }),
      ...(turns === undefined ? {} : { turns }),
    });
  }
}

const placeOf = ({ form, layer }: { form?: string; layer?: number }) => ({
  ...(form === undefined ? {} : { form }),
  ...(layer === undefined ? {} : { layer }),
});
