import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../harness/engine/open.ts';
import { EngineError } from '../harness/errors.ts';
import { loadScenarios, scenarioNames, select } from '../harness/registry.ts';
import { eventLogWriter } from '../harness/report/event-log.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { terminalReport } from '../harness/report/terminal.ts';
import { artefactsIn, noArtefacts } from '../harness/run/artefacts.ts';
import { connectDiagnoser } from '../harness/run/connector.ts';
import type { Event, NewEvent } from '../harness/run/events.ts';
import { drawSeed, run } from '../harness/run/run.ts';
import { vantages } from '../vocabulary/index.ts';
import { interruptSignal } from './interrupt.ts';
import { oneOf, seedRange, wholeNumber } from './options.ts';
import type { Options } from './run.ts';
import { version } from './version.ts';

export async function runScenarios(ids: string[], options: Options): Promise<number> {
  const seed = wholeNumber('--seed', options.seed, seedRange) ?? drawSeed();
  const jobs = wholeNumber('--jobs', options.jobs, [1, 64]) ?? availableParallelism() + 1;
  const deadlineMs = wholeNumber('--deadline', options.deadline, [100, 600_000]) ?? 10_000;
  const vantage = options.vantage;
  const wanted = vantage === undefined ? vantages : [oneOf('--vantage', vantage, vantages)];
  const signal = interruptSignal();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  // What was asked for must make sense before anything of the machine is touched.
  select(await scenarioNames(), ids);
  const [diagnoser, writeLog] = await Promise.all([
    connectDiagnoser(options.diagnoser),
    eventLog(options.out),
  ]);
  const opening = openEngine(say, signal);
  opening.catch(() => undefined);
  const scenarios = await loadScenarios()
    .then((all) => select(all, ids))
    .catch(async (error: unknown) => {
      await opening.then((engine) => engine.close()).catch(() => undefined);
      throw error;
    });
  const engine = await opening;

  const events: Event[] = [];
  const shown = options.json ? process.stderr : process.stdout;
  const report = terminalReport({
    write: (text) => void shown.write(text),
    ...terminalAbilities(shown, process.env),
    get columns() {
      return shown.columns ?? 100;
    },
  });
  const log = (event: NewEvent): void => {
    const timed = { atMs: Date.now(), ...event } as Event;
    events.push(timed);
    writeLog.event(timed);
    report(timed);
  };
  const code = await run(engine, {
    scenarios,
    diagnoser,
    vantages: wanted,
    seed,
    jobs,
    deadlineMs,
    keep: options.keep ?? false,
    artefacts: options.out === undefined ? noArtefacts : artefactsIn(options.out),
    version,
    log,
    say,
    signal,
  });
  await writeLog.done();
  if (options.json) writeJsonReport(scorecard(events), (text) => void process.stdout.write(text));
  return code;
}

interface LogWriter {
  event(event: Event): void;
  /** Rejects with `EngineError` when the log could not be written. */
  done(): Promise<void>;
}

async function eventLog(folder: string | undefined): Promise<LogWriter> {
  if (folder === undefined) return { event: () => undefined, done: () => Promise.resolve() };
  const file = join(folder, 'events.jsonl');
  const failed = (cause: unknown): EngineError =>
    new EngineError({
      code: 'ENGINE_CANNOT_WRITE',
      what: `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code}.`,
      next: 'free some space, or give another folder with --out',
      cause,
    });
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(file, ''))
    .catch((cause: unknown) => Promise.reject(failed(cause)));
  let writing: Promise<void> = Promise.resolve();
  return {
    event: eventLogWriter((line) => {
      writing = writing.then(() => appendFile(file, line));
      writing.catch(() => undefined);
    }),
    done: () => writing.catch((cause: unknown) => Promise.reject(failed(cause))),
  };
}
