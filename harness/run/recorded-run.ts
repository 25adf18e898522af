import type { UsageError } from '../errors.ts';
import { judge } from '../judge/judge.ts';
import { casesOf, type Case } from '../case/case.ts';
import type { ModuleDiagnoser } from '../guest/connector.ts';
import type { Event } from '../events.ts';
import { askModule } from '../guest/module-diagnoser.ts';
import { probeRefused } from '../guest/module-refused.ts';
import { placeOf } from './scene.ts';
import { runCases, type RunSettings } from './run-cases.ts';
import { inTurns } from './turns.ts';

export interface RecordedRunOptions extends RunSettings {
  diagnoser: ModuleDiagnoser;
  /** Path of the recorded run, for the replay command in reports. */
  recorded: string;
}

type Diagnosed = Extract<Event, { type: 'diagnosed' }>;
type CaseStarted = Extract<Event, { type: 'case-started' }>;

/**
 * Sends the requests of a recorded run to a module and judges the answers as in the original labs. Cases that were
 * not judged then are left out: they are no evidence. Resolves to the exit code (run-cases.ts).
 */
export function runRecorded(
  events: readonly Event[],
  options: RecordedRunOptions,
): Promise<number> {
  const cases = recordedCases(events, options);
  const vantages = options.vantages.filter((vantage) =>
    cases.some(({ asked }) => asked.some((event) => event.vantage === vantage)),
  );
  return runCases(options, {
    cases: cases.flatMap(({ labCase }) => labCase.layers).length,
    started: {
      seed: events.find((event) => event.type === 'run-started')?.seed ?? '',
      recorded: options.recorded,
      ...{ vantages, jobs: 1, scenarios: [...new Set(cases.map(({ labCase }) => labCase.id))] },
    },
    async each(log) {
      for (const logged of cases) {
        if (options.signal?.aborted) break;
        const misuse = await runCase(logged, { ...options, log });
        if (misuse) return { ran: [], misuse };
      }
      return { ran: cases.flatMap(({ labCase }) => labCase.layers.map(({ label }) => label)) };
    },
  });
}

interface LoggedCase {
  labCase: Case;
  /** The truth of a case, which depends on the original draws. */
  started: CaseStarted;
  asked: Diagnosed[];
  /** The original observations, which explain a verdict. */
  observed: Event[];
}

function recordedCases(
  recorded: readonly Event[],
  { scenarios, vantages }: RecordedRunOptions,
): LoggedCase[] {
  const known = new Map(scenarios.flatMap(casesOf).map((labCase) => [labCase.label, labCase]));
  return recorded.flatMap((event) => {
    if (event.type !== 'case-ended' || event.standing !== 'judged') return [];
    const labCase = known.get(event.case);
    const own = recorded.filter((other) => 'case' in other && other.case === event.case);
    const asked = own.filter((other) => other.type === 'diagnosed');
    const wanted = asked.filter(({ vantage }) => vantages.includes(vantage));
    const started = own.find((other) => other.type === 'case-started');
    if (!labCase || !started || wanted.length === 0) return [];
    const observed = own.filter(
      (other) => other.type === 'phase-ended' && other.phase === 'observe',
    );
    return [{ labCase, started, asked: wanted, observed }];
  });
}

/** Resolves to an error if the module was stopped: the case has no verdict then, and no other case is asked. */
async function runCase(
  { labCase, started, asked, observed }: LoggedCase,
  { diagnoser, deadlineMs, repeat = 1, artefacts, log, signal }: RecordedRunOptions,
): Promise<UsageError | undefined> {
  const startedAt = performance.now();
  const { label: name } = labCase;
  log(started);
  observed.forEach(log);
  log({ type: 'phase-started', case: name, phase: 'diagnose' });
  for (const { layer = 1, vantage, conversation: then } of asked) {
    const truth = started.layers?.[layer - 1] ?? started.truth;
    const at = labCase.layers[layer - 1] ?? labCase.layers[0];
    let refused: UsageError | undefined;
    const said = await inTurns(repeat, async () => {
      const request = { ...then.request, deadlineMs };
      const conversation = await askModule(diagnoser.file, request, { signal, isRecorded: true });
      refused ??= probeRefused(diagnoser, conversation);
      return { conversation, verdict: await judge({ truth, vantage, conversation }) };
    });
    if (refused) {
      const { message, code } = refused;
      const ended = { case: name, durationMs: performance.now() - startedAt } as const;
      log({ ...ended, type: 'phase-ended', phase: 'diagnose', ok: false, error: message, code });
      log({ ...ended, type: 'case-ended', standing: 'inconclusive' });
      return refused;
    }
    await artefacts.conversation(at.key, vantage, said.conversation);
    log({ type: 'diagnosed', ...placeOf({ labCase, layer: at }), vantage, ...said });
  }
  const durationMs = performance.now() - startedAt;
  log({ type: 'phase-ended', case: name, phase: 'diagnose', ok: true, durationMs });
  log({ type: 'case-ended', case: name, standing: 'judged', durationMs });
  return undefined;
}
