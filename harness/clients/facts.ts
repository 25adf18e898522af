import type { Stage } from '../../vocabulary/index.ts';

/**
 * Observations of a client in one failure, from outside. Milliseconds count from its start, or from the fault if that
 * came while its connection was established.
 */
export interface ClientFacts {
  /** The label of the case. */
  case: string;
  url: string;
  /** What the plain client saw before. */
  symptom: { stage?: Stage; code: string };
  /** When it first printed something. Absent if it printed nothing before the mend. */
  saidMs?: number;
  /** All that it printed before the mend. */
  text: string;
  /** How it ended before the mend. Absent if it kept running. */
  ended?: { afterMs: number; code: number | null; signal: string | null };
  /** When its first packet left, to a resolver or the server. Absent if none did before the mend. */
  begunMs?: number;
  /** When it began each connection before the mend. */
  attemptsMs: number[];
  /** Number of TCP connections that it held at the time of the mend. */
  connections: number;
  /** Number of its processes still alive after it had ended. */
  left: number;
  /** How long it was watched before the mend. */
  watchedMs: number;
  /** Whether it can recover without a restart: it still runs, and the remedy does not change its own settings. */
  canRecover: boolean;
  /** When it was served after the mend. Absent if it was not, or had ended before. */
  recoveredMs?: number;
  /** What its message names. */
  names: Record<NameFact, boolean>;
}

export const named = ['host', 'port', 'kind'] as const;
/** `kind`: `badconn explain` reads the kind of this failure from the message. */
export type NameFact = (typeof named)[number];

/** What a client is held to. */
export interface Expectations {
  /** Longest time until it reports the failure, in milliseconds. */
  reportsWithinMs: number;
  /** At most `most` connections may be begun within any `perMs`. */
  attempts: { most: number; perMs: number };
  /** The least time between two attempts, in milliseconds. */
  backoffMs: number;
  /** Longest time after the mend until a client that still runs is served, in milliseconds. */
  recoversWithinMs: number;
  /** Most connections held at a time. */
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

/** Faults of a client; `right` if it has none. */
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
