import type { Engine, Lane } from '../engine/engine.ts';
import { casesOf, type Case } from '../case/case.ts';
import { random } from '../topology/random.ts';
import { overIpv6 } from './able-in.ts';
import { isWorthTwo } from './beside.ts';
import { asError, CaseRun } from './case-run.ts';
import { isLost } from './open-lab.ts';
import { bring, imagesMissing, type Manned } from '../guest/program.ts';
import { runCases, type Ending, type RunSettings } from './run-cases.ts';
import type { Shard } from './shard.ts';

export interface RunOptions extends RunSettings {
  /** Secret (seed.ts). */
  seed: string;
  /** The part of the run that these scenarios are. */
  shard?: Shard;
  /** How many labs run at the same time. */
  jobs: number;
  keep: boolean;
  /** Messages for people, one line each. */
  say(line: string): void;
}

/** After this many lost lanes with no finished case in between, the engine counts as unavailable. */
const mostLostInARow = 3;

/**
 * Runs every case of the given scenarios in labs, in an order drawn from the seed. Resolves to the exit code
 * (run-cases.ts).
 */
export async function run(engine: Engine, options: RunOptions): Promise<number> {
  const { scenarios, diagnoser, vantages, seed, shard, keep } = options;
  // Validate the options before anything is logged.
  if (diagnoser.kind === 'image') await knows(engine, diagnoser.image);
  const cases = random(seed, 'order').shuffle(options.cases ?? scenarios.flatMap(casesOf));
  // A kept lab occupies its lane.
  const jobs = keep ? cases.length : Math.min(options.jobs, cases.length);
  const spare = keep || vantages.length === 1 ? 0 : options.jobs - jobs;
  return runCases(options, {
    cases: cases.flatMap(({ layers }) => layers).length,
    started: {
      engine: engine.name,
      ...{ seed, vantages: [...vantages], jobs, scenarios: scenarios.map(({ id }) => id) },
      ...(shard === undefined ? {} : { shard }),
    },
    each: (log) => inLanes(engine, cases, { ...options, jobs, spare, log }),
  });
}

interface LaneOptions extends RunOptions {
  /** Spare lanes: there are fewer cases than lanes. */
  spare: number;
}

/** Opens second lanes for the cases that are worth one. If a second lane cannot be opened, one is enough. */
function secondLanes(
  engine: Engine,
  cases: readonly Case[],
  { spare, diagnoser }: LaneOptions,
): Map<Case, Promise<Manned | undefined>> {
  const open = async (): Promise<Manned> => {
    const lane = await engine.openLane();
    return { lane, program: await bring(lane, diagnoser) };
  };
  const worthIt = cases.filter(isWorthTwo).slice(0, spare);
  return new Map(worthIt.map((labCase) => [labCase, open().catch(() => undefined)]));
}

const labelsOf = ({ layers }: Case): string[] => layers.map(({ label }) => label);

/** Runs the cases in lanes; replaces a lost lane. */
async function inLanes(
  engine: Engine,
  cases: readonly Case[],
  options: LaneOptions,
): Promise<Ending> {
  const { jobs, log, signal } = options;
  const stop = (): void => void engine.close().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  let ended: Error | undefined;
  let lost: Error | undefined;
  let lostInARow = 0;
  const queue = [...cases];
  const noIpv6: Case[] = [];
  let seconds: ReturnType<typeof secondLanes> = new Map();
  const lane = async (): Promise<void> => {
    try {
      while (queue.length > 0 && !signal?.aborted) {
        const opened = await engine.openLane({ keep: options.keep });
        if (opened.lacksIpv6) noIpv6.push(...takeOut(queue, overIpv6));
        const left = await serveLane(opened, queue, options, {
          first: cases[0],
          seconds,
          served: () => (lostInARow = 0),
        });
        if (left === undefined) return;
        lost = left.error;
        lostInARow += 1;
        if (lostInARow >= mostLostInARow) throw lost;
        await opened.close().catch(() => undefined);
        if (queue.length === 0) break;
        log({ type: 'rebuilt', what: 'lane', case: left.labCase.label, why: firstLine(lost) });
      }
    } catch (error) {
      // The first loss says more than the failure to open another lane.
      ended ??= lost ?? asError(error);
      queue.length = 0;
    }
  };
  try {
    const working = [...Array(jobs)].map(lane);
    // Opened after the first lanes, one of which may be opening already.
    seconds = secondLanes(engine, cases, options);
    await Promise.all(working);
  } finally {
    signal?.removeEventListener('abort', stop);
    if (options.keep && !signal?.aborted) await engine.leave();
    else await closeQuietly(engine);
  }
  const ran = cases.filter((labCase) => !noIpv6.includes(labCase)).flatMap(labelsOf);
  return { ran, failed: ended !== undefined, why: ended?.message ?? skippedText(noIpv6) };
}

async function knows(engine: Engine, image: string): Promise<void> {
  try {
    if (!engine.images) throw imagesMissing(image);
    await engine.images.programOf(image);
  } catch (error) {
    await closeQuietly(engine);
    throw error;
  }
}

/** An unreachable engine cannot be cleaned; the next start sweeps. */
const closeQuietly = (engine: Engine): Promise<void> => engine.close().catch(() => undefined);

/** Runs cases until none is left. If the lane is lost, resolves to the case that ran in it. */
async function serveLane(
  lane: Lane,
  queue: Case[],
  options: RunOptions,
  {
    first,
    seconds,
    served,
  }: { first: Case | undefined; seconds: ReturnType<typeof secondLanes>; served(): void },
): Promise<{ labCase: Case; error: Error } | undefined> {
  const program = await bring(lane, options.diagnoser);
  let kept = '';
  for (let labCase = queue.shift(); labCase && !options.signal?.aborted; labCase = queue.shift()) {
    const { seed, vantages, deadlineMs, keep, repeat, artefacts, log, signal } = options;
    const caseOptions = {
      seed,
      beside: seconds.get(labCase),
      isLast: () => queue.length === 0,
      vantages,
      program,
      deadlineMs,
      keep,
      artefacts,
      log,
      ...(repeat ? { repeat } : {}),
      ...(signal ? { signal } : {}),
      // Skipped for an agent: the request with an unknown scheme takes it long and shows nothing.
      askUnknown: labCase === first && options.diagnoser.kind !== 'agent',
    };
    const failure = await new CaseRun(lane, labCase, caseOptions).run();
    // Beside the removal of this lane, or the next case.
    void seconds
      .get(labCase)
      ?.then((second) => second?.lane.close())
      .catch(() => undefined);
    if (failure && isLost(failure)) return { labCase, error: failure };
    served();
    kept = labCase.label;
  }
  if (options.keep) {
    for (const host of lane.terminal ? ['client', 'server'] : [])
      options.say(`kept ${kept}, ${host}: ${lane.terminal?.entrance(host)}`);
  } else await lane.close();
  return undefined;
}

/** Removes the matching cases from the queue and returns them. */
function takeOut(queue: Case[], inQuestion: (labCase: Case) => boolean): Case[] {
  const taken = queue.filter(inQuestion);
  queue.splice(0, queue.length, ...queue.filter((labCase) => !inQuestion(labCase)));
  return taken;
}

const skippedText = (cases: readonly Case[]): string | undefined =>
  cases.length === 0
    ? undefined
    : `Not run, as the kernel of the engine has no IPv6: ${cases.map(({ label }) => label).join(', ')}`;

const firstLine = ({ message }: Error): string => message.split('\n', 1)[0] ?? '';
