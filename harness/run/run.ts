import type { Expectation, Vantage } from '../../vocabulary/index.ts';
import type { Engine, Lane } from '../engine/engine.ts';
import { casesOf, type Case } from '../case/case.ts';
import type { Registered } from '../scenario.ts';
import { random } from '../topology/random.ts';
import type { Artefacts } from './artefacts.ts';
import { asError, CaseRun } from './case-run.ts';
import type { Connected } from './connector.ts';
import type { NewEvent } from './events.ts';
import { Tally } from './expectations.ts';
import { isLost } from './open-lab.ts';
import { bring } from './program.ts';
import type { Shard } from './shard.ts';

export interface RunOptions {
  scenarios: readonly Registered[];
  diagnoser: Connected;
  vantages: readonly Vantage[];
  /** A secret (seed.ts). */
  seed: string;
  /** Which part of the run these scenarios are. */
  shard?: Shard;
  /** How many labs stand at the same time. */
  jobs: number;
  /** Wall time that the diagnoser has for one verdict. */
  deadlineMs: number;
  keep: boolean;
  /** How often each verdict is asked for; 1 by default. */
  repeat?: number;
  expectations?: readonly Expectation[];
  artefacts: Artefacts;
  version: string;
  log(event: NewEvent): void;
  /** For a person: one line at a time. */
  say(line: string): void;
  signal?: AbortSignal;
}

/** So many lanes lost with no case between them that came to its end, and the engine is not to be had. */
const mostLostInARow = 3;

/**
 * Runs every case of the given scenarios, in an order drawn from the seed, and logs what happens.
 * Resolves to the exit code: 0 all passed, 1 a verdict fell short, 4 the lab failed, 130
 * interrupted. What was done is in the log in any case.
 */
export async function run(engine: Engine, options: RunOptions): Promise<number> {
  const { scenarios, diagnoser, vantages, seed, log, signal } = options;
  // What was asked for must make sense before anything is logged.
  if (diagnoser.kind === 'image') await knows(engine, diagnoser.image);
  const startedAt = performance.now();
  const cases = random(seed, 'order').shuffle(scenarios.flatMap(casesOf));
  // A lab that is kept takes its lane with it.
  const jobs = options.keep ? cases.length : Math.min(options.jobs, cases.length);
  log({
    type: 'run-started',
    version: options.version,
    seed,
    diagnoser: diagnoser.name,
    vantages: [...vantages],
    jobs,
    scenarios: scenarios.map(({ id }) => id),
    cases: cases.length,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
  });
  const tally = new Tally(options.expectations);
  let failed = 0;
  const count = (event: NewEvent): void => {
    if (event.type === 'case-ended' && event.standing !== 'judged') failed += 1;
    log(tally.mark(event));
  };
  const stop = (): void => void engine.close().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  let ended: Error | undefined;
  let lost: Error | undefined;
  let lostInARow = 0;
  const queue = [...cases];
  const noIpv6: Case[] = [];
  const lane = async (): Promise<void> => {
    try {
      while (queue.length > 0 && !signal?.aborted) {
        const opened = await engine.openLane({ keep: options.keep });
        if (opened.lacksIpv6) noIpv6.push(...takeOut(queue, overIpv6));
        const left = await serveLane(opened, queue, options, count, {
          first: cases[0],
          served: () => (lostInARow = 0),
        });
        if (left === undefined) return;
        lost = left.error;
        lostInARow += 1;
        if (lostInARow >= mostLostInARow) throw lost;
        await opened.close().catch(() => undefined);
        if (queue.length === 0) break;
        log({ type: 'rebuilt', what: 'lane', case: left.one.label, why: firstLine(lost) });
      }
    } catch (error) {
      // What was lost first says more than that nothing can be opened after it.
      ended ??= lost ?? asError(error);
      queue.length = 0;
    }
  };
  try {
    await Promise.all([...Array(jobs)].map(lane));
  } finally {
    signal?.removeEventListener('abort', stop);
    if (options.keep && !signal?.aborted) await engine.leave();
    else await closeQuietly(engine);
  }
  const interrupted = signal?.aborted ?? false;
  const names = cases.filter((one) => !noIpv6.includes(one)).map(({ label }) => label);
  const { fellShort, ...expected } = tally.settle(names, vantages);
  const exitCode = interrupted ? 130 : ended || failed > 0 ? 4 : fellShort ? 1 : 0;
  const why = interrupted ? 'interrupted' : (ended?.message ?? skippedText(noIpv6));
  const durationMs = performance.now() - startedAt;
  const said = why === undefined ? {} : { why };
  log({ type: 'run-ended', durationMs, exitCode, ...said, ...expected });
  return exitCode;
}

async function knows(engine: Engine, image: string): Promise<void> {
  try {
    await engine.programOf(image);
  } catch (error) {
    await closeQuietly(engine);
    throw error;
  }
}

/** When the engine has gone away it cannot be cleaned either; the next start sweeps. */
const closeQuietly = (engine: Engine): Promise<void> => engine.close().catch(() => undefined);

/** Runs cases until none is left, or the lane is lost: then it resolves to the case that it was lost in. */
async function serveLane(
  lane: Lane,
  queue: Case[],
  options: RunOptions,
  log: (event: NewEvent) => void,
  { first, served }: { first: Case | undefined; served(): void },
): Promise<{ one: Case; error: Error } | undefined> {
  const program = await bring(lane, options.diagnoser);
  let kept = '';
  for (let one = queue.shift(); one && !options.signal?.aborted; one = queue.shift()) {
    const { seed, vantages, deadlineMs, keep, repeat, artefacts, signal } = options;
    const caseOptions = {
      seed,
      vantages,
      program,
      deadlineMs,
      keep,
      artefacts,
      log,
      ...(repeat ? { repeat } : {}),
      ...(signal ? { signal } : {}),
      askUnknown: one === first,
    };
    const failure = await new CaseRun(lane, one, caseOptions).run();
    if (failure && isLost(failure)) return { one, error: failure };
    served();
    kept = one.label;
  }
  if (options.keep) {
    for (const host of ['client', 'server'])
      options.say(`kept ${kept}, ${host}: ${lane.entrance(host)}`);
  } else await lane.close();
  return undefined;
}

const overIpv6 = ({ scenario }: Case): boolean => scenario.ipVersion === 6;

/** Takes the cases in question out of the queue. */
function takeOut(queue: Case[], inQuestion: (one: Case) => boolean): Case[] {
  const taken = queue.filter(inQuestion);
  queue.splice(0, queue.length, ...queue.filter((one) => !inQuestion(one)));
  return taken;
}

const skippedText = (cases: readonly Case[]): string | undefined =>
  cases.length === 0
    ? undefined
    : `Not run, as the kernel of the engine has no IPv6: ${cases.map(({ label }) => label).join(', ')}`;

const firstLine = ({ message }: Error): string => message.split('\n', 1)[0] ?? '';
