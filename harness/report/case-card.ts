import type { Cause, Grade, Vantage } from '../../vocabulary/index.ts';
import type {
  Attempt,
  Conversation,
  Event,
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
  ok: boolean;
  durationMs: number;
  error?: string;
  attempt?: Attempt;
  wire?: { client: string; server: string };
}

export interface ResultCard {
  vantage: Vantage;
  form?: string;
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

export interface CaseCard {
  case: string;
  scenario: string;
  form?: string;
  title: string;
  truth: Truth;
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

/** Takes one more event into the cases by their names. Returns the card that it is about. */
export function foldInto(cases: Map<string, CaseCard>, event: Event): CaseCard | undefined {
  if (!('case' in event)) return undefined;
  if (event.type === 'case-started') cases.set(event.case, begin(event));
  const card = cases.get(event.case);
  if (card !== undefined) advance(card, event);
  return card;
}

function begin(event: Event & { type: 'case-started' }): CaseCard {
  const { scenario, title, truth } = event;
  const about = { case: event.case, scenario, title, truth };
  const base = { ...about, standing: 'unfinished' } as const;
  return { ...base, ...formOf(event), phases: [], results: [], durationMs: 0 };
}

function advance(card: CaseCard, event: Event): void {
  if (event.type === 'phase-ended') {
    const { phase, ok, durationMs, error, attempt, wire } = event;
    card.phases.push({
      phase,
      ...formOf(card),
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
      ...formOf(card),
      grade,
      candidates,
      durationMs,
      why,
      verdict,
      conversation,
      ...(expected === undefined ? {} : { expected }),
      ...(turns === undefined ? {} : { turns }),
    });
  } else if (event.type === 'case-ended') {
    card.standing = event.standing;
    card.durationMs = event.durationMs;
  }
}

const formOf = ({ form }: { form?: string }) => (form === undefined ? {} : { form });
