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
  /** Reason of an expected failure; absent otherwise. */
  expected?: string;
  /** All turns of a repeated verdict; absent if it was requested once. */
  turns?: readonly Turn[];
}

/** A case, or one layer of a case with several: each is judged separately. */
export interface CaseCard {
  /** Label of the case; from the second layer on with `, layer 2` appended. */
  case: string;
  scenario: string;
  form?: string;
  /** Absent for the outermost layer, which also has the phases of the whole case: baseline, break, leave. */
  layer?: number;
  /** Its point, in the notation of `--at`. */
  at?: string;
  title: string;
  truth: Truth;
  /** Covers all layers. This and the following fields are absent in older logs. */
  network?: NetworkMap;
  faults?: readonly Fault[];
  lesson?: LessonTold;
  standing: CaseStanding;
  phases: PhaseCard[];
  results: ResultCard[];
  durationMs: number;
}

/** The cases of a log, in the order in which they began. */
export function readCases(events: readonly Event[]): CaseCard[] {
  const cases = new Map<string, CaseCard>();
  for (const event of events) foldInto(cases, event);
  return [...cases.values()];
}

/**
 * Applies one event to the cases, keyed by name. Returns the affected cards: that of a layer, or all of a case that
 * begins or ends.
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

/** Time that belongs to no layer is counted for the outermost. */
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
