import type { Expectation, Vantage } from '../../vocabulary/index.ts';
import { judge } from '../judge/judge.ts';
import { casesOf, type Case } from '../case/case.ts';
import type { Registered } from '../scenario.ts';
import type { Artefacts } from './artefacts.ts';
import type { ModuleDiagnoser } from './connector.ts';
import type { Event, NewEvent } from './events.ts';
import { Tally } from './expectations.ts';
import { askModule } from './module-diagnoser.ts';
import { inTurns } from './turns.ts';

export interface RecordedRunOptions {
  scenarios: readonly Registered[];
  diagnoser: ModuleDiagnoser;
  /** Where the recorded run lies, so that a report can say how to repeat this one. */
  recorded: string;
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

type Diagnosed = Extract<Event, { type: 'diagnosed' }>;
type Started = Extract<Event, { type: 'case-started' }>;

/**
 * Puts the requests of a recorded run to a module, and judges what it says as in the labs that they were
 * taken in. A case that was not judged then is no evidence, and is left out. Resolves to the exit code:
 * 0 all passed, 1 a verdict fell short, 130 interrupted.
 */
export async function runRecorded(
  events: readonly Event[],
  options: RecordedRunOptions,
): Promise<number> {
  const { log, signal, version, diagnoser } = options;
  const startedAt = performance.now();
  const cases = recordedCases(events, options);
  log({
    type: 'run-started',
    version,
    seed: events.find((event) => event.type === 'run-started')?.seed ?? '',
    diagnoser: diagnoser.name,
    recorded: options.recorded,
    vantages: options.vantages.filter((vantage) =>
      cases.some(({ asked }) => asked.some((event) => event.vantage === vantage)),
    ),
    jobs: 1,
    scenarios: [...new Set(cases.map(({ one }) => one.id))],
    cases: cases.length,
  });
  const tally = new Tally(options.expectations);
  const marked = (event: NewEvent): void => log(tally.mark(event));
  for (const each of cases) {
    if (signal?.aborted) break;
    await runCase(each, { ...options, log: marked });
  }
  const names = cases.map(({ one }) => one.label);
  const { fellShort, ...expected } = tally.settle(names, options.vantages);
  const exitCode = signal?.aborted ? 130 : fellShort ? 1 : 0;
  const why = signal?.aborted ? { why: 'interrupted' } : {};
  log({
    type: 'run-ended',
    durationMs: performance.now() - startedAt,
    exitCode,
    ...why,
    ...expected,
  });
  return exitCode;
}

interface RecordedCase {
  one: Case;
  /** The truth of a case depends on what was drawn then. */
  started: Started;
  asked: Diagnosed[];
  /** What was seen then, which explains a verdict now. */
  observed: Event[];
}

function recordedCases(
  recorded: readonly Event[],
  { scenarios, vantages }: RecordedRunOptions,
): RecordedCase[] {
  const known = new Map(scenarios.flatMap(casesOf).map((one) => [one.label, one]));
  return recorded.flatMap((event) => {
    if (event.type !== 'case-ended' || event.standing !== 'judged') return [];
    const one = known.get(event.case);
    const own = recorded.filter((other) => 'case' in other && other.case === event.case);
    const asked = own.filter((other) => other.type === 'diagnosed');
    const wanted = asked.filter(({ vantage }) => vantages.includes(vantage));
    const started = own.find((other) => other.type === 'case-started');
    if (!one || !started || wanted.length === 0) return [];
    const observed = own.filter(
      (other) => other.type === 'phase-ended' && other.phase === 'observe',
    );
    return [{ one, started, asked: wanted, observed }];
  });
}

async function runCase(
  { one, started, asked, observed }: RecordedCase,
  { diagnoser, deadlineMs, repeat = 1, artefacts, log, signal }: RecordedRunOptions,
): Promise<void> {
  const startedAt = performance.now();
  const { label: name } = one;
  const { truth } = started;
  log(started);
  observed.forEach(log);
  log({ type: 'phase-started', case: name, phase: 'diagnose' });
  for (const { vantage, conversation: then } of asked) {
    const said = await inTurns(repeat, async () => {
      const conversation = await askModule(diagnoser.file, { ...then.request, deadlineMs }, signal);
      return { conversation, verdict: await judge({ truth, vantage, conversation }) };
    });
    await artefacts.conversation(one.key, vantage, said.conversation);
    log({ type: 'diagnosed', case: name, vantage, ...said });
  }
  const durationMs = performance.now() - startedAt;
  log({ type: 'phase-ended', case: name, phase: 'diagnose', ok: true, durationMs });
  log({ type: 'case-ended', case: name, standing: 'judged', durationMs });
}
