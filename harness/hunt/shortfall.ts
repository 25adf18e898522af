import { passing, type Cause, type Grade, type Vantage } from '../../vocabulary/index.ts';
import type { Conversation, NewEvent } from '../events.ts';

/** A failed verdict; without a vantage, a scenario that is invalid at this point. */
export interface Shortfall {
  vantage?: Vantage;
  grade: Grade | 'invalid-scenario';
  why: string;
  candidates: readonly Cause[];
  conversation?: Conversation;
}

/** Outcome of a case at a point. */
export type CaseOutcome =
  | { kind: 'judged'; shortfalls: Shortfall[] }
  /** The lab failed: no statement about diagnoser or scenario. */
  | { kind: 'inconclusive'; why: string };

const firstLine = (text = ''): string => text.split('\n', 1)[0] ?? '';

/** Reads the events of one case. */
export function outcomeOf(events: readonly NewEvent[]): CaseOutcome {
  const ended = events.find((event) => event.type === 'case-ended');
  const failed = events.find((event) => event.type === 'phase-ended' && !event.ok);
  const why = failed?.type === 'phase-ended' ? firstLine(failed.error) : 'the case has no end';
  if (ended?.type !== 'case-ended' || ended.standing === 'inconclusive') {
    return { kind: 'inconclusive', why };
  }
  if (ended.standing === 'invalid-scenario') {
    return {
      kind: 'judged',
      shortfalls: [{ grade: 'invalid-scenario', why, candidates: [] }],
    };
  }
  const shortfalls = events.flatMap((event): Shortfall[] => {
    if (event.type !== 'diagnosed' || passing.includes(event.verdict.grade)) return [];
    const { vantage, conversation, verdict } = event;
    const { grade, why: reason, candidates } = verdict;
    return [{ vantage, grade, why: reason, candidates, conversation }];
  });
  return { kind: 'judged', shortfalls };
}

/** Shortfalls of one kind count as the same. */
export const kindOf = ({ vantage, grade }: Shortfall): string =>
  vantage === undefined ? grade : `${grade} at ${vantage}`;
