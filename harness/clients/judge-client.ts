import type { ClientFacts, Expectations, NameFact, ClientOutcome } from './facts.ts';

/** What runtimes print for an uncaught error. */
const uncaught = [
  /^Uncaught /m,
  /throw er; \/\/ Unhandled 'error' event/,
  /\[UnhandledPromiseRejection|triggerUncaughtException/,
  /^Node\.js v\d+/m,
  /^Traceback \(most recent call last\):/m,
  /^Exception in thread "/m,
  /^panic: /m,
  /PHP Fatal error: +Uncaught/,
  /^thread '.*' panicked at/m,
];

const isCrash = ({ ended, text }: ClientFacts): boolean =>
  ended !== undefined &&
  (ended.signal !== null || (ended.code !== 0 && uncaught.some((one) => one.test(text))));

/** The largest number of connections begun within any `perMs`. */
export function mostWithin(timesMs: readonly number[], perMs: number): number {
  const counts = timesMs.map(
    (from) => timesMs.filter((at) => at >= from && at < from + perMs).length,
  );
  return Math.max(0, ...counts);
}

/** Time between consecutive attempts, in milliseconds. */
export const gapsOf = (timesMs: readonly number[]): number[] =>
  timesMs.slice(1).map((at, index) => at - (timesMs[index] ?? at));

/**
 * Whether there are too many attempts or too little time between them. Attempts at further addresses of one name
 * count as well.
 */
const isHammering = ({ attemptsMs }: ClientFacts, { attempts, backoffMs }: Expectations): boolean =>
  mostWithin(attemptsMs, attempts.perMs) > attempts.most ||
  gapsOf(attemptsMs).some((gap) => gap < backoffMs);

/** All faults of a client, worst first; `right` alone if there are none. */
export function judgeClient(facts: ClientFacts, expected: Expectations): ClientOutcome[] {
  const { ended, saidMs, attemptsMs, canRecover, recoveredMs, connections, left, names } = facts;
  const isSilent = saidMs === undefined;
  const isQuiet = isSilent && ended === undefined && attemptsMs.length < 2;
  const misses = (one: NameFact): boolean => !names[one];
  const found: [ClientOutcome, boolean][] = [
    ['crashed', isCrash(facts)],
    ['false-success', ended?.code === 0],
    ['hung', isQuiet],
    ['silent', isSilent && !isQuiet],
    ['late', saidMs !== undefined && saidMs > expected.reportsWithinMs],
    ['hammers', isHammering(facts, expected)],
    [
      'never-recovers',
      canRecover && (recoveredMs === undefined || recoveredMs > expected.recoversWithinMs),
    ],
    ['leaks', connections > expected.connections || (ended !== undefined && left > 0)],
    ['vague', !isSilent && expected.names.some(misses)],
  ];
  const wrong = found.flatMap(([outcome, is]) => (is ? [outcome] : []));
  return wrong.length === 0 ? ['right'] : wrong;
}
