import { appendFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cannotWrite, makeFolder } from '../harness/cannot-write.ts';
import { casesOf } from '../harness/case/case.ts';
import { findScenarios, selectFound } from '../harness/case/registry.ts';
import { select } from '../harness/case/select.ts';
import { scenarioFiles } from '../harness/case/scenario-files.ts';
import { namedEngine, openEngine } from '../harness/engine/open.ts';
import { hunt, type Finding, type News } from '../harness/hunt/hunt.ts';
import { HuntProgress } from '../harness/hunt/hunt-progress.ts';
import { inLabs } from '../harness/hunt/in-labs.ts';
import { findingDocument, replayCommand, type HuntSettings } from '../harness/hunt/told.ts';
import { say, stderr, stdout } from '../harness/output.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { connectDiagnoser } from '../harness/guest/connector.ts';
import { ableIn, overIpv6 } from '../harness/run/able-in.ts';
import { lanePool } from '../harness/run/lane-pool.ts';
import { drawSeed, readSeed } from '../harness/run/seed.ts';
import { vantages } from '../vocabulary/index.ts';
import type { HuntFlags } from './hunt.ts';
import { interruptSignal } from './interrupt.ts';
import { wholeNumber } from './options.ts';

/** Hunts for the requested time; resolves to the exit code. */
export async function huntCases(ids: string[], options: HuntFlags): Promise<number> {
  const { out, json = false } = options;
  const minutes = wholeNumber('hunt --minutes', options.minutes, [1, 1440]);
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const jobs = wholeNumber('hunt --jobs', options.jobs, [1, 64]) ?? 3 * availableParallelism();
  const deadlineMs = wholeNumber('hunt --deadline', options.deadline, [100, 600_000]);
  const engine = namedEngine(options.engine);
  // Validate the options before the machine is touched.
  select((await scenarioFiles(options.scenarios)).files, ids);
  const diagnoser = await connectDiagnoser(options.diagnoser);
  const asked: HuntSettings = {
    ...{ diagnoser: options.diagnoser, deadlineMs },
    ...(options.scenarios === undefined ? {} : { scenariosFrom: options.scenarios }),
  };
  const keep = await keeper(out, asked);
  const { scenarios, unusable } = selectFound(await findScenarios(options.scenarios), ids);
  for (const { error } of unusable) say(error.message);
  const known = scenarios.flatMap(casesOf);
  const signal = interruptSignal();
  const pool = lanePool(jobs, () => openEngine(say, signal, engine));
  const shown = json ? stderr : stdout;
  const progress = new HuntProgress({
    ...{ minutes, asked, write: (text) => shown.text(text) },
    ...terminalAbilities(shown, process.env),
    get columns() {
      return shown.columns;
    },
  });
  await pool.open();
  const cases = await pool.use((lane) =>
    Promise.resolve(
      known
        .map((labCase) => ableIn(lane, labCase))
        .filter((shown) => !lane.lacksIpv6 || !overIpv6(shown)),
    ),
  );
  const close = (): void => void pool.close().catch(() => undefined);
  signal.addEventListener('abort', close, { once: true });
  const endsAt = performance.now() + minutes * 60_000;
  const found: Finding[] = [];
  const told = (news: News): void => {
    if (news.kind === 'found') {
      found.push(news.finding);
      keep.add(news.finding);
    }
    progress.take(news);
  };
  try {
    shown.text(`hunt of ${cases.length} cases, diagnoser ${diagnoser.name}, seed ${seed}\n`);
    await hunt({
      ...{ cases, seed, jobs, told },
      goesOn: () => performance.now() < endsAt && !signal.aborted,
      run: inLabs(pool, { diagnoser, vantages, deadlineMs, signal }),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await pool.close().catch(() => undefined);
  }
  await keep.done();
  progress.end();
  const { ran, trials, inconclusive } = progress.counts;
  const exitCode = signal.aborted ? 130 : found.length > 0 ? 1 : inconclusive > 0 ? 4 : 0;
  if (json) {
    const findings = found.map((finding) => findingDocument(finding, asked));
    stdout.json({
      seed,
      minutes,
      diagnoser: diagnoser.name,
      ran,
      trials,
      inconclusive,
      exitCode,
      findings,
    });
  }
  return exitCode;
}

interface Keeper {
  add(finding: Finding): void;
  /** Rejects as `cannotWrite` says. */
  done(): Promise<void>;
}

/** Writes each finding at once. */
async function keeper(out: string | undefined, asked: HuntSettings): Promise<Keeper> {
  if (out === undefined) return { add: () => undefined, done: () => Promise.resolve() };
  const [findings, replay] = [join(out, 'findings.jsonl'), join(out, 'replay.sh')];
  const failed = (cause: unknown): never => {
    throw cannotWrite(findings, '--out', cause);
  };
  await makeFolder(out)
    .then(() => writeFile(findings, ''))
    .then(() => writeFile(replay, '#!/bin/sh\n', { mode: 0o755 }))
    .catch(failed);
  let writing: Promise<void> = Promise.resolve();
  return {
    add(finding) {
      const line = `${JSON.stringify(findingDocument(finding, asked))}\n`;
      const command = `${replayCommand(finding, finding.least, asked)}\n`;
      writing = writing
        .then(() => appendFile(findings, line))
        .then(() => appendFile(replay, command));
      writing.catch(() => undefined);
    },
    done: () => writing.catch(failed),
  };
}
