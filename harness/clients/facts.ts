import type { Stage } from '../../vocabulary/index.ts';

/** What was seen of a client in one failure, from outside. Milliseconds count from its start, or from the fault that its connection met. */
export interface ClientFacts {
  /** The label of the case. */
  case: string;
  url: string;
  /** What our plain client saw before. */
  symptom: { stage?: Stage; code: string };
  /** When it said something first. Absent where it said nothing before the mend. */
  saidMs?: number;
  /** All that it said before the mend. */
  text: string;
  /** How it ended before the mend. Absent where it went on. */
  ended?: { afterMs: number; code: number | null; signal: string | null };
  /** When its first packet left, to a resolver or the server. Absent where none did before the mend. */
  begunMs?: number;
  /** When it began each connection, before the mend. */
  attemptsMs: number[];
  /** TCP connections that it held at the time of the mend. */
  connections: number;
  /** Processes that were left when it had ended. */
  left: number;
  /** How long it was watched before the mend. */
  watchedMs: number;
  /** It went on, and the remedy is none of its own settings, which it would have to be started anew for. */
  canRecover: boolean;
  /** After the mend: when it was served. Absent where it was not, or had ended before. */
  recoveredMs?: number;
  /** What its message names. */
  names: Record<NameFact, boolean>;
}

export const named = ['host', 'port', 'kind'] as const;
/** `kind`: what `badconn explain` makes of the message is the kind of failure that this is. */
export type NameFact = (typeof named)[number];

/** What a client is held to. */
export interface Expectations {
  /** How long it may take to say something, in milliseconds. */
  reportsWithinMs: number;
  /** So many connections may be begun within any `perMs`. */
  attempts: { most: number; perMs: number };
  /** The least time between two attempts, in milliseconds. */
  backoffMs: number;
  /** A client that still runs must be served so soon after the mend, in milliseconds. */
  recoversWithinMs: number;
  /** Connections that it may hold at a time. */
  connections: number;
  /** What its message must name. */
  names: readonly NameFact[];
}

export const usualExpectations: Expectations = {
  reportsWithinMs: 5000,
  attempts: { most: 5, perMs: 1000 },
  backoffMs: 0,
  recoversWithinMs: 10_000,
  connections: 4,
  names: [],
};

/** What a client does wrong; `right` where it does nothing wrong. */
export const outcomes = {
  right: 'It told of the failure in time, and came back where it went on.',
  late: 'It said something, and not in time.',
  silent: 'It ended, or tried again and again, without a word.',
  hung: 'It said nothing and did nothing more, and did not end.',
  crashed: 'It was ended by a signal, or by an error that nobody caught.',
  'false-success': 'It ended as if all were well (exit code 0), while the failure was there.',
  hammers: 'It began more connections, or sooner after each other, than it may.',
  'never-recovers': 'It went on, and was not served in time after the mend.',
  leaks: 'It held more connections than it may, or left processes.',
  vague: 'Its message does not name what it must.',
} as const;

export type ClientOutcome = keyof typeof outcomes;
