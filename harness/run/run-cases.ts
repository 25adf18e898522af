import type { Expectation, Vantage } from '../../vocabulary/index.ts';
import type { Registered } from '../case/scenario.ts';
import type { Artefacts } from './artefacts.ts';
import type { Connected } from '../guest/connector.ts';
import type { Event, NewEvent } from '../events.ts';
import { Tally } from './expectations.ts';

/** What a run takes, in labs or on recorded evidence. */
export interface RunSettings {
  scenarios: readonly Registered[];
  diagnoser: Connected;
  vantages: readonly Vantage[];
  /** Wall time that the diagnoser has for one verdict. */
  deadlineMs: number;
  /** How often each verdict is asked for; 1 by default. */
  repeat?: number;
  expectations?: readonly Expectation[];
  artefacts: Artefacts;
  version: string;
  log(event: NewEvent): void;
  signal?: AbortSignal;
}

/** Where the cases of a run come from. */
interface Source {
  cases: number;
  /** What the log says of them at the beginning. */
  started: Omit<
    Extract<Event, { type: 'run-started' }>,
    'type' | 'atMs' | 'version' | 'diagnoser' | 'cases'
  >;
  /** Has every case judged. */
  each(log: (event: NewEvent) => void): Promise<Ending>;
}

export interface Ending {
  /** Labels of the cases that could be run here. */
  ran: readonly string[];
  /** It ended early. */
  failed?: boolean;
  why?: string | undefined;
}

/**
 * Has all cases of a source judged, and logs what happens. Resolves to the exit code: 0 all passed, 1 a
 * verdict fell short, 4 the lab failed, 130 interrupted. What was done is in the log in any case.
 */
export async function runCases(
  { diagnoser, vantages, expectations, version, log, signal }: RunSettings,
  { cases, started, each }: Source,
): Promise<number> {
  const startedAt = performance.now();
  log({ type: 'run-started', version, diagnoser: diagnoser.name, ...started, cases });
  const tally = new Tally(expectations);
  let unjudged = 0;
  const ending = await each((event) => {
    if (event.type === 'case-ended' && event.standing !== 'judged') unjudged += 1;
    log(tally.mark(event));
  });
  const interrupted = signal?.aborted ?? false;
  const { fellShort, ...expected } = tally.settle(ending.ran, vantages);
  const exitCode = interrupted ? 130 : ending.failed || unjudged > 0 ? 4 : fellShort ? 1 : 0;
  const why = interrupted ? 'interrupted' : ending.why;
  const durationMs = performance.now() - startedAt;
  const said = why === undefined ? {} : { why };
  log({ type: 'run-ended', durationMs, exitCode, ...said, ...expected });
  return exitCode;
}
