import { availableParallelism } from 'node:os';
import { namedEngine } from '../harness/engine/open.ts';
import { scenarioFiles } from '../harness/case/scenario-files.ts';
import { select } from '../harness/case/select.ts';
import { UsageError } from '../harness/errors.ts';
import { connectDiagnoser } from '../harness/guest/connector.ts';
import { drawSeed, readSeed } from '../harness/run/seed.ts';
import type { Shard } from '../harness/run/shard.ts';
import type { Vantage } from '../vocabulary/index.ts';
import { interruptSignal } from './interrupt.ts';
import { giveUp, openAhead } from './open-ahead.ts';
import { oneOf, wholeNumber } from './options.ts';
import type { Begun } from './run-begun.ts';
import type { RunFlags } from './run.ts';

/** Runs the requested scenarios. Resolves to the exit code. */
export async function runScenarios(ids: string[], options: RunFlags): Promise<number> {
  const begun = await begin(ids, options);
  try {
    // Imported late: loading this takes as long as opening a lane.
    const { runBegun } = await import('./run-begun.ts');
    return await runBegun(ids, options, begun);
  } catch (error) {
    await giveUp(begun.ahead);
    throw error;
  }
}

/** Reads the options and begins to open the first lane. Options are validated before the machine is touched. */
async function begin(ids: string[], options: RunFlags): Promise<Begun> {
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const numbers = {
    jobs: wholeNumber('run --jobs', options.jobs, [1, 64]) ?? 3 * availableParallelism(),
    deadlineMs:
      wholeNumber('run --deadline', options.deadline, [100, 600_000]) ??
      (options.diagnoser.startsWith('agent:') ? 300_000 : 10_000),
    repeat: wholeNumber('run --repeat', options.repeat, [1, 100]) ?? 1,
  };
  const wanted = await vantagesOf(options);
  if (options.shard !== undefined && options.seed === undefined) throw seedless(options.shard);
  const engine = namedEngine(options.engine);
  const { length } = select((await scenarioFiles(options.scenarios)).files, ids);
  const shard = await shardOf(options, length);
  const { out, html, junit, markdown, expectations, recorded, scenarios } = options;
  const files = [out, html, junit, markdown, expectations, recorded, scenarios];
  const isFree = options.diagnoser === 'reference' && files.every((file) => file === undefined);
  const ahead = isFree ? openAhead(interruptSignal(), engine, options.keep) : undefined;
  try {
    const diagnoser = await connectDiagnoser(options.diagnoser);
    return { seed, ...numbers, vantages: wanted, shard, diagnoser, engine, ahead };
  } catch (error) {
    await giveUp(ahead);
    throw error;
  }
}

async function vantagesOf({ vantage }: RunFlags): Promise<readonly Vantage[]> {
  const { vantages } = await import('../vocabulary/verdict.ts');
  return vantage === undefined ? vantages : [oneOf('run --vantage', vantage, vantages)];
}

async function shardOf({ shard }: RunFlags, scenarios: number): Promise<Shard | undefined> {
  if (shard === undefined) return undefined;
  const { parseShard } = await import('../harness/run/shard.ts');
  return parseShard(shard, scenarios);
}

const seedless = (shard: string): UsageError =>
  new UsageError({
    code: 'USAGE_SHARD_SEED',
    what: `--shard is ${shard} and --seed is missing: all shards of a run need the same seed.`,
    next: `npx badconn run --seed ${drawSeed()} --shard ${shard}`,
  });
