import type { Expectation, Vantage } from '../../vocabulary/index.ts';
import type { Case } from '../case/case.ts';
import type { Unusable } from '../case/registry.ts';
import { shownPath } from '../case/scenario-files.ts';
import type { Registered } from '../case/scenario.ts';
import type { UsageError } from '../errors.ts';
import type { Artefacts } from './artefacts.ts';
import type { Connected } from '../guest/connector.ts';
import type { Event, NewEvent } from '../events.ts';
import { thisMachine } from './where.ts';
import { Tally } from './expectations.ts';

/** Settings of a run, in labs or on recorded evidence. */
export interface RunSettings {
  scenarios: readonly Registered[];
  /** Requested files that are not scenarios: the others run, and the run fails. */
  unusable?: readonly Unusable[];
  /** Folder of scenarios that do not come with badconn. */
  scenariosFrom?: string;
  /** The cases to run (case/chosen.ts). Default: all cases, at points drawn from the seed. */
  cases?: readonly Case[];
  diagnoser: Connected;
  vantages: readonly Vantage[];
  /** Wall time for one verdict of the diagnoser. */
  deadlineMs: number;
  /** How often each verdict is requested. Default 1. */
  repeat?: number;
  expectations?: readonly Expectation[];
  artefacts: Artefacts;
  version: string;
  /** Commit of the folder in which the run was started. Absent outside a git repository. */
  commit?: string;
  log(event: NewEvent): void;
  signal?: AbortSignal;
}

/** Where the cases of a run come from. */
interface Source {
  /** Each layer counts as a case. */
  cases: number;
  /** Fields of the log's first event. */
  started: Omit<
    Extract<Event, { type: 'run-started' }>,
    'type' | 'atMs' | 'version' | 'diagnoser' | 'machine' | 'commit' | 'cases'
  >;
  /** Judges every case. */
  each(log: (event: NewEvent) => void): Promise<Ending>;
}

export interface Ending {
  /** Labels of the cases and layers that could be run here. */
  ran: readonly string[];
  /** The run ended early. */
  failed?: boolean;
  why?: string | undefined;
  /** The diagnoser may not be used like this; the run ended there. */
  misuse?: UsageError | undefined;
}

/**
 * Judges all cases of a source and logs the events. Resolves to the exit code: 0 all passed, 1 a verdict failed, 2 a
 * file is not a scenario or the diagnoser was refused, 4 the lab failed, 130 interrupted. The log is complete up to the end in every case.
 */
export async function runCases(
  {
    diagnoser,
    vantages,
    expectations,
    unusable = [],
    scenariosFrom,
    version,
    commit,
    log,
    signal,
  }: RunSettings,
  { cases, started, each }: Source,
): Promise<number> {
  const startedAt = performance.now();
  const outside = scenariosFrom === undefined ? {} : { scenariosFrom };
  const at = commit === undefined ? {} : { commit };
  const own = { version, diagnoser: diagnoser.name, machine: thisMachine(), ...at };
  log({ type: 'run-started', ...own, ...started, ...outside, cases });
  const tally = new Tally(expectations);
  let unjudged = 0;
  const ending = await each((event) => {
    if (event.type === 'case-ended' && event.standing !== 'judged') unjudged += 1;
    log(tally.mark(event));
  });
  const interrupted = signal?.aborted ?? false;
  const { fellShort, ...expected } = tally.settle(ending.ran, vantages);
  const failed = ending.failed || unjudged > 0;
  const { misuse } = ending;
  const verdict = unusable.length > 0 ? 2 : fellShort ? 1 : 0;
  const exitCode = interrupted ? 130 : misuse ? 2 : failed ? 4 : verdict;
  const why = interrupted
    ? 'interrupted'
    : (ending.why ?? misuse?.message.replaceAll(/\s+/g, ' ') ?? unusableText(unusable));
  const durationMs = performance.now() - startedAt;
  const said = why === undefined ? {} : { why };
  log({ type: 'run-ended', durationMs, exitCode, ...said, ...expected });
  return exitCode;
}

const unusableText = (unusable: readonly Unusable[]): string | undefined =>
  unusable.length === 0
    ? undefined
    : `Not run, as they are no scenarios: ${unusable.map(({ file }) => shownPath(file)).join(', ')}`;
