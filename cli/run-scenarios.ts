import { availableParallelism } from 'node:os';
import { openEngine } from '../harness/engine/open.ts';
import { UsageError } from '../harness/errors.ts';
import { loadScenarios, scenarioNames, select } from '../harness/registry.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { terminalReport } from '../harness/report/terminal.ts';
import { artefactsIn, noArtefacts } from '../harness/run/artefacts.ts';
import { connectDiagnoser } from '../harness/run/connector.ts';
import type { Event, NewEvent } from '../harness/run/events.ts';
import { drawSeed, run } from '../harness/run/run.ts';
import { parseShard, shardOf } from '../harness/run/shard.ts';
import { vantages } from '../vocabulary/index.ts';
import { eventLog } from './event-log.ts';
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
  if (options.shard !== undefined && options.seed === undefined) throw seedless(options.shard);
  // What was asked for must make sense before anything of the machine is touched.
  const wantedNames = select(await scenarioNames(), ids);
  const shard =
    options.shard === undefined ? undefined : parseShard(options.shard, wantedNames.length);
  const [diagnoser, writeLog] = await Promise.all([
    connectDiagnoser(options.diagnoser),
    eventLog(options.out),
  ]);
  const opening = openEngine(say, signal);
  opening.catch(() => undefined);
  const scenarios = await loadScenarios()
    .then((all) => select(all, ids))
    .then((all) => (shard === undefined ? all : shardOf(all, shard)))
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
    ...(shard === undefined ? {} : { shard }),
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

const seedless = (shard: string): UsageError =>
  new UsageError({
    code: 'USAGE_SHARD_SEED',
    what: `--shard is ${shard}, and --seed is not given: all shards of a run share one.`,
    next: `npx badconn run --seed ${drawSeed()} --shard ${shard}`,
  });
