import { addAbortListener } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { cannotWrite, makeFolder } from '../harness/cannot-write.ts';
import { findBrowser, noBrowser } from '../machine/browser.ts';
import type { AtlasFlags } from './atlas.ts';
import { hasDriver } from './browser.ts';
import { openEngine } from '../harness/engine/open.ts';
import type { Engine, Lane } from '../harness/engine/engine.ts';
import { isBadconnError, UsageError } from '../harness/errors.ts';
import { say, stdout } from '../harness/output.ts';
import { casesOf, type Case } from '../harness/case/case.ts';
import { shownCases } from '../harness/case/shown-cases.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { select } from '../harness/case/select.ts';
import { readSeed } from '../harness/run/seed.ts';
import { clients as allClients } from '../knowledge/clients/index.ts';
import type { Client } from '../knowledge/client.ts';
import { readRecorded, wordsFolder, type CaseWords } from '../knowledge/record.ts';
import { interruptSignal } from './interrupt.ts';
import { oneOf, wholeNumber } from './options.ts';
import { atlasSeed, recordWords, versionsOf } from './record-words.ts';
import { inFull } from '../harness/symptom.ts';

function folderFor({ out, record, client }: AtlasFlags): string | undefined {
  if (!record) return out;
  const wrong = (what: string): UsageError =>
    new UsageError({ code: 'USAGE_RECORD', what, next: 'npx badconn atlas --out words' });
  if (client) throw wrong('--record records all clients and cannot be used with --client.');
  if (!existsSync(new URL('../scenarios', import.meta.url)) || import.meta.url.endsWith('.js')) {
    throw wrong('--record is for a checkout of badconn, and this is the published package.');
  }
  return wordsFolder;
}

/** Without a browser the other clients are still shown; a recording must be complete. */
function mayBrowse({ record }: AtlasFlags): boolean {
  if (record || (findBrowser() !== undefined && hasDriver())) return true;
  const why = hasDriver() ? noBrowser : 'playwright-core, which drives it, is not installed';
  say(`Without Chromium: ${why}.`);
  return false;
}

/** Runs every client in every case, and prints, writes or records their messages. */
export async function makeAtlas(ids: string[], options: AtlasFlags): Promise<number> {
  const seed = options.seed === undefined ? atlasSeed : readSeed('--seed', options.seed);
  const jobs = wholeNumber('atlas --jobs', options.jobs, [1, 64]) ?? availableParallelism() + 1;
  const names = allClients.map(({ name }) => name);
  const wanted = options.client?.map((name) => oneOf('atlas --client', name, names));
  const clients = allClients.filter((client) =>
    wanted ? wanted.includes(client.name) : !('page' in client) || mayBrowse(options),
  );
  const folder = folderFor(options);
  // In a case with several layers, a client reports only the outermost.
  const selected = select(await loadScenarios(), ids).filter(
    ({ id, scenario }) => !('beneath' in scenario) || (ids.includes(id) && !options.record),
  );
  // At the defaults of all axes, so that new recordings differ little, and at the points that show other symptoms.
  const recorded = options.missing ? readRecorded() : [];
  const isRecorded = (labCase: Case): boolean =>
    recorded.some(
      (recorded) =>
        recorded.case === labCase.label && clients.every(({ name }) => name in recorded.clients),
    );
  const cases = selected
    .map((registered) => casesOf(registered).flatMap(shownCases))
    // Each client makes a new attempt; messages about a kept connection are not covered.
    .filter((its) => !its.some(({ stays }) => stays))
    .filter((its) => !its.every(isRecorded))
    .flat();
  if (cases.length === 0) {
    say(
      'Nothing to record: each of these scenarios has a recording, or is about a kept connection.',
    );
    if (options.json) stdout.json([]);
    return 0;
  }
  const signal = interruptSignal();
  const engine = await openEngine(say, signal);
  addAbortListener(signal, () => void engine.close().catch(() => undefined));
  const shown: CaseWords[] = [];
  const done = async (id: string, its: CaseWords[]): Promise<void> => {
    shown.push(...its);
    if (folder !== undefined) await write(folder, `${id}.json`, its);
    say(`${id}: all clients have had their turn`);
  };
  try {
    const { versions, failures } = await inLanes(engine, cases, clients, {
      seed,
      jobs,
      signal,
      done,
    });
    if (signal.aborted) return 130;
    if (folder !== undefined) {
      await write(folder, 'versions.json', versions);
      say(`what they said is in ${folder}`);
    }
    if (options.json) stdout.json(shown);
    else if (folder === undefined) stdout.text(asText(shown));
    for (const failure of failures) say(failure);
    return failures.length > 0 ? 4 : 0;
  } catch (error) {
    if (signal.aborted) return 130;
    throw error;
  } finally {
    await engine.close().catch(() => undefined);
  }
}

interface AtlasRecording {
  seed: string;
  jobs: number;
  signal: AbortSignal;
  /** Called when all cases of a scenario are done. */
  done: (id: string, recorded: CaseWords[]) => Promise<void>;
}

/** Resolves to the versions of the clients, and to the lab failures. A scenario with a failure is not done. */
async function inLanes(
  engine: Engine,
  cases: readonly Case[],
  clients: readonly Client[],
  { seed, jobs, signal, done }: AtlasRecording,
): Promise<{ versions: Record<string, string>; failures: string[] }> {
  const recorded = new Map<string, CaseWords>();
  const failures: string[] = [];
  const queue = [...cases];
  const work = async (lane: Lane): Promise<void> => {
    for (let labCase = queue.shift(); labCase && !signal.aborted; labCase = queue.shift()) {
      const { id, label: name, layers } = labCase;
      try {
        const said = await recordWords(lane, labCase, clients, seed);
        recorded.set(name, { case: name, symptom: inFull(layers[0].symptom).code, clients: said });
      } catch (error) {
        if (signal.aborted || !isBadconnError(error)) throw error;
        failures.push(`${name}: ${error.message}`);
        continue;
      }
      const its = cases
        .filter((labCase) => labCase.id === id)
        .map((shown) => recorded.get(shown.label));
      const whole = its.filter((recordedCase) => recordedCase !== undefined);
      if (whole.length === its.length) await done(id, whole);
    }
    await lane.close();
  };
  const lanes = await Promise.all(
    [...Array(Math.min(jobs, cases.length))].map(() => engine.openLane()),
  );
  const versions = lanes[0] && cases[0] ? await versionsOf(lanes[0], cases[0], clients) : {};
  await Promise.all(lanes.map(work));
  return { versions, failures };
}

async function write(folder: string, name: string, content: unknown): Promise<void> {
  const file = join(folder, name);
  try {
    await makeFolder(dirname(file));
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (cause) {
    throw cannotWrite(file, '--out', cause);
  }
}

const asText = (recorded: readonly CaseWords[]): string =>
  recorded
    .flatMap(({ case: name, symptom, clients }) => [
      `${name} (${symptom})`,
      ...Object.entries(clients).flatMap(([client, { ends, says, anyway }]) => [
        `  ${client}: ${ends}${anyway ? ', as it does when nothing is broken' : ''}`,
        ...says.map((line) => `    ${line}`),
      ]),
      '',
    ])
    .join('\n');
