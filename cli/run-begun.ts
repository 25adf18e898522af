import { availableParallelism } from 'node:os';
import { readRun } from '../harness/documents/read-run.ts';
import { namedEngine, openEngine, type EngineName } from '../harness/engine/open.ts';
import { UsageError } from '../harness/errors.ts';
import { casesOf, type Case } from '../harness/case/case.ts';
import { chosenCases } from '../harness/case/chosen.ts';
import { findScenarios, select, selectFound, type Found } from '../harness/case/registry.ts';
import { scenarioFiles } from '../harness/case/scenario-files.ts';
import type { Registered } from '../harness/case/scenario.ts';
import { say } from '../harness/output.ts';
import { connectDiagnoser, type Connected } from '../harness/guest/connector.ts';
import type { Event } from '../harness/events.ts';
import { readExpectations } from '../harness/run/read-expectations.ts';
import { runRecorded } from '../harness/run/recorded-run.ts';
import { run, type RunOptions } from '../harness/run/run.ts';
import { drawSeed, readSeed } from '../harness/run/seed.ts';
import { shippedName, shippedRun } from '../harness/run/shipped-run.ts';
import { parseShard, shardOf } from '../harness/run/shard.ts';
import { vantages, type Expectation } from '../vocabulary/index.ts';
import { interruptSignal } from './interrupt.ts';
import { oneOf, wholeNumber } from './options.ts';
import { causesIn } from './own-causes.ts';
import { reporting } from './reporting.ts';
import { version } from '../harness/version.ts';
import type { RunFlags } from './run.ts';

export async function runScenarios(ids: string[], options: RunFlags): Promise<number> {
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const jobs = wholeNumber('run --jobs', options.jobs, [1, 64]) ?? 3 * availableParallelism();
  const deadlineMs = wholeNumber('run --deadline', options.deadline, [100, 600_000]);
  const repeat = wholeNumber('run --repeat', options.repeat, [1, 100]) ?? 1;
  const vantage = options.vantage;
  const wanted = vantage === undefined ? vantages : [oneOf('run --vantage', vantage, vantages)];
  if (options.shard !== undefined && options.seed === undefined) throw seedless(options.shard);
  const engine = namedEngine(options.engine);
  // What was asked for must make sense before anything of the machine is touched.
  const { length } = select((await scenarioFiles(options.scenarios)).files, ids);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard, length);
  const diagnoser = await connectDiagnoser(options.diagnoser);
  const [, folder] = /^reference:(.*)/s.exec(options.diagnoser) ?? [];
  await causesIn(folder, '--diagnoser reference:<folder>');
  const finding = findScenarios(options.scenarios);
  finding.catch(() => undefined);
  const recorded = await recordedRun(diagnoser, options, finding);
  const expectations = await expectationsIn(options.expectations, finding);
  const { log, artefacts, ended } = await reporting(options);
  const signal = interruptSignal();
  const common = {
    vantages: wanted,
    deadlineMs,
    repeat,
    artefacts,
    version,
    log,
    signal,
    expectations,
    ...(options.scenarios === undefined ? {} : { scenariosFrom: options.scenarios }),
  };
  const choose = (all: readonly Registered[]): Case[] => {
    const cases = chosenCases(all, options, seed);
    return options.keep ? fewEnough(cases) : cases;
  };
  const loading = finding
    .then((found) => selectFound(found, ids))
    .then(({ scenarios, unusable }) => {
      const part = shard === undefined ? scenarios : shardOf(scenarios, shard);
      for (const { error } of unusable) say(error.message);
      return { scenarios: part, cases: choose(part), unusable };
    });
  if (diagnoser.kind === 'module') {
    const from = options.recorded ?? shippedName;
    const all = { ...common, diagnoser, recorded: from, ...(await loading) };
    return ended(await runRecorded(recorded, all));
  }
  const keep = options.keep ?? false;
  const sharded = shard === undefined ? {} : { shard };
  const lab = { ...common, ...sharded, diagnoser, seed, jobs, keep, say };
  return ended(await runInLab(loading, lab, engine));
}

const keptAtMost = 8;

/** Each case that is kept is a lab that goes on standing. */
function fewEnough(cases: Case[]): Case[] {
  const names = cases.map(({ label }) => label);
  if (names.length <= keptAtMost) return cases;
  throw new UsageError({
    code: 'USAGE_KEEP',
    what: `--keep would keep ${names.length} labs; allowed are ${keptAtMost}.`,
    evidence: [`${names.slice(0, keptAtMost).join(', ')}, …`],
    next: `npx badconn run ${cases[0]?.id ?? 'refused/wrong-port'} --keep`,
  });
}

async function expectationsIn(
  file: string | undefined,
  finding: Promise<Found>,
): Promise<Expectation[]> {
  if (file === undefined) return [];
  const cases = (await finding).scenarios.flatMap(casesOf).map(({ label }) => label);
  return readExpectations(file, cases);
}

async function runInLab(
  loading: Promise<Found & { cases: readonly Case[] }>,
  options: Omit<RunOptions, 'scenarios'>,
  engine: EngineName | undefined,
): Promise<number> {
  const opening = openEngine(say, options.signal, engine);
  opening.catch(() => undefined);
  const found = await loading.catch(async (error: unknown) => {
    await opening.then((engine) => engine.close()).catch(() => undefined);
    throw error;
  });
  return run(await opening, { ...options, ...found });
}

/** The events of --recorded, which a module needs and nothing else can use. */
async function recordedRun(
  { kind }: Connected,
  options: RunFlags,
  finding: Promise<Found>,
): Promise<Event[]> {
  const { recorded, diagnoser, keep } = options;
  const wrong = (what: string, next: string): UsageError =>
    new UsageError({ code: 'USAGE_RECORDED', what, next });
  if (kind !== 'module') {
    if (recorded === undefined) return [];
    throw wrong(
      `--recorded is for modules, and --diagnoser is ${diagnoser}, which runs in labs.`,
      'leave --recorded out, or give --diagnoser module:<file>',
    );
  }
  if (keep) throw wrong('--keep keeps a lab, and a module runs in none.', 'leave --keep out');
  if (recorded === undefined || recorded === shippedName)
    return shippedRun((await finding).scenarios.flatMap(casesOf));
  return readRun(recorded);
}

const seedless = (shard: string): UsageError =>
  new UsageError({
    code: 'USAGE_SHARD_SEED',
    what: `--shard is ${shard} and --seed is missing: all shards of a run need the same seed.`,
    next: `npx badconn run --seed ${drawSeed()} --shard ${shard}`,
  });
