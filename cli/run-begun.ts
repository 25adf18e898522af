import { commitHere } from './commit-here.ts';
import { readRun } from '../harness/documents/read-run.ts';
import type { EngineName } from '../harness/engine/open.ts';
import { UsageError } from '../harness/errors.ts';
import { casesOf, type Case } from '../harness/case/case.ts';
import { chosenCases } from '../harness/case/chosen.ts';
import { findScenarios, selectFound, type FoundScenarios } from '../harness/case/registry.ts';
import type { Registered } from '../harness/case/scenario.ts';
import { say } from '../harness/output.ts';
import type { Connected } from '../harness/guest/connector.ts';
import { refuseOwnProber } from '../harness/guest/module-refused.ts';
import type { Event } from '../harness/events.ts';
import { readExpectations } from '../harness/run/read-expectations.ts';
import { run, type RunOptions } from '../harness/run/run.ts';
import { shippedName, shippedRun } from '../harness/run/shipped-run.ts';
import { shardOf, type Shard } from '../harness/run/shard.ts';
import type { Expectation, Vantage } from '../vocabulary/index.ts';
import { interruptSignal } from './interrupt.ts';
import { giveUp, openAhead, type Ahead } from './open-ahead.ts';
import { causesIn } from './own-causes.ts';
import { reporting } from './reporting.ts';
import { version } from '../harness/version.ts';
import type { RunFlags } from './run.ts';

/** A run, as given by its options. */
export interface Begun {
  seed: string;
  jobs: number;
  deadlineMs: number;
  repeat: number;
  vantages: readonly Vantage[];
  shard: Shard | undefined;
  diagnoser: Connected;
  engine: EngineName | undefined;
  /** Absent if files must be read or written first. */
  ahead: Ahead | undefined;
}

/** Runs what the options ask for. Resolves to the exit code. */
export async function runBegun(
  ids: string[],
  options: RunFlags,
  { shard, ...begun }: Begun,
): Promise<number> {
  const { diagnoser, seed } = begun;
  const [, folder] = /^reference:(.*)/s.exec(options.diagnoser) ?? [];
  await causesIn(folder, '--diagnoser reference:<folder>');
  const needsAll = options.expectations !== undefined || diagnoser.kind === 'module';
  const finding = findScenarios(options.scenarios, needsAll ? [] : ids);
  finding.catch(() => undefined);
  const recorded = await recordedRun(diagnoser, options, finding);
  const expectations = await expectationsIn(options.expectations, finding);
  const { log, artefacts, ended } = await reporting(options);
  const signal = begun.ahead?.signal ?? interruptSignal();
  const common = {
    vantages: begun.vantages,
    deadlineMs: begun.deadlineMs,
    repeat: begun.repeat,
    artefacts,
    version,
    ...commitHere(),
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
    const { runRecorded } = await import('../harness/run/recorded-run.ts');
    const from = options.recorded ?? shippedName;
    const all = { ...common, diagnoser, recorded: from, ...(await loading) };
    return ended(await runRecorded(recorded, all));
  }
  const keep = options.keep ?? false;
  const sharded = shard === undefined ? {} : { shard };
  const lab = { ...common, ...sharded, diagnoser, seed, jobs: begun.jobs, keep, say };
  return ended(await runInLab(loading, lab, begun.ahead ?? openAhead(signal, begun.engine, keep)));
}

const keptAtMost = 8;

/** Each kept case is a lab that stays up. */
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
  finding: Promise<FoundScenarios>,
): Promise<Expectation[]> {
  if (file === undefined) return [];
  const cases = (await finding).scenarios.flatMap(casesOf).map(({ label }) => label);
  return readExpectations(file, cases);
}

async function runInLab(
  loading: Promise<FoundScenarios & { cases: readonly Case[] }>,
  options: Omit<RunOptions, 'scenarios'>,
  ahead: Ahead,
): Promise<number> {
  try {
    const found = await loading;
    return await run(await ahead.opening, { ...options, ...found });
  } catch (error) {
    await giveUp(ahead);
    throw error;
  }
}

/** The events for --recorded, which only a module can use. */
async function recordedRun(
  connected: Connected,
  options: RunFlags,
  finding: Promise<FoundScenarios>,
): Promise<Event[]> {
  const { recorded, diagnoser, keep } = options;
  const wrong = (what: string, next: string): UsageError =>
    new UsageError({ code: 'USAGE_RECORDED', what, next });
  if (connected.kind !== 'module') {
    if (recorded === undefined) return [];
    throw wrong(
      `--recorded is for modules, and --diagnoser is ${diagnoser}, which runs in labs.`,
      'leave --recorded out, or give --diagnoser module:<file>',
    );
  }
  refuseOwnProber(connected);
  if (keep) throw wrong('--keep keeps a lab, and a module runs in none.', 'leave --keep out');
  if (recorded === undefined || recorded === shippedName)
    return shippedRun((await finding).scenarios.flatMap(casesOf));
  return readRun(recorded);
}
