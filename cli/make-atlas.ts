import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { openEngine } from '../harness/engine/open.ts';
import type { Engine } from '../harness/engine/engine.ts';
import { UsageError } from '../harness/errors.ts';
import { casesOf, loadScenarios, select, type Case } from '../harness/registry.ts';
import { clients as allClients } from '../knowledge/clients/index.ts';
import type { Client } from '../knowledge/client.ts';
import { wordsFolder, type RecordedCase } from '../knowledge/record.ts';
import type { Options } from './atlas.ts';
import { interruptSignal } from './interrupt.ts';
import { oneOf, seedRange, wholeNumber } from './options.ts';
import { recordWords, versionsOf } from './record-words.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function folderFor({ out, record, client }: Options): string | undefined {
  if (!record) return out;
  const wrong = (what: string): UsageError =>
    new UsageError({ code: 'USAGE_RECORD', what, next: 'npx badconn atlas --out words' });
  if (client) throw wrong('--record is for all clients, and --client names some.');
  if (!existsSync(new URL('../scenarios', import.meta.url)) || import.meta.url.endsWith('.js')) {
    throw wrong('--record is for a checkout of badconn, and this is the published package.');
  }
  return wordsFolder;
}

/** Runs every client in every case, and shows, writes or records what they say. */
export async function makeAtlas(ids: string[], options: Options): Promise<number> {
  const seed = wholeNumber('--seed', options.seed, seedRange) ?? 1;
  const jobs = wholeNumber('--jobs', options.jobs, [1, 64]) ?? availableParallelism() + 1;
  const names = allClients.map(({ name }) => name);
  const wanted = options.client?.map((name) => oneOf('--client', name, names));
  const clients = allClients.filter(({ name }) => wanted?.includes(name) ?? true);
  const folder = folderFor(options);
  const cases = select(await loadScenarios(), ids).flatMap(casesOf);
  const signal = interruptSignal();
  const engine = await openEngine(say, signal);
  signal.addEventListener('abort', () => void engine.close().catch(() => undefined));
  try {
    const { recorded, versions } = await inLanes(engine, cases, clients, { seed, jobs, signal });
    if (signal.aborted) return 130;
    if (folder !== undefined) await write(folder, { recorded, versions });
    const shown = [...recorded.values()].flat();
    if (options.json) process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    else if (folder === undefined) process.stdout.write(asText(shown));
    return 0;
  } catch (error) {
    if (signal.aborted) return 130;
    throw error;
  } finally {
    await engine.close().catch(() => undefined);
  }
}

interface Found {
  /** By the id of the scenario. */
  recorded: Map<string, RecordedCase[]>;
  versions: Record<string, string>;
}

async function inLanes(
  engine: Engine,
  cases: readonly Case[],
  clients: readonly Client[],
  { seed, jobs, signal }: { seed: number; jobs: number; signal: AbortSignal },
): Promise<Found> {
  const recorded = new Map<string, RecordedCase[]>();
  const queue = cases.flatMap((one) => {
    const { symptom } = one.scenario;
    const record: RecordedCase = { case: one.name, symptom, clients: {} };
    recorded.set(one.id, [...(recorded.get(one.id) ?? []), record]);
    return clients.map((client) => ({ one, client, record }));
  });
  // The order of the clients is kept, whichever is ready first.
  for (const { client, record } of queue) record.clients[client.name] = { ends: '', says: [] };
  let versions: Record<string, string> = {};
  const work = async (isFirst: boolean): Promise<void> => {
    const lane = await engine.openLane();
    if (isFirst && cases[0]) versions = await versionsOf(lane, cases[0], clients);
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const { one, client, record } = next;
      record.clients[client.name] = await recordWords(lane, one, client, seed);
      if (client === clients.at(-1)) say(`${one.name}: all clients have had their turn`);
    }
    await lane.close();
  };
  await Promise.all([...Array(Math.min(jobs, queue.length)).keys()].map((n) => work(n === 0)));
  return { recorded, versions };
}

async function write(folder: string, { recorded, versions }: Found): Promise<void> {
  for (const [id, cases] of recorded) {
    const file = join(folder, `${id}.json`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(cases, null, 2)}\n`);
  }
  await writeFile(join(folder, 'versions.json'), `${JSON.stringify(versions, null, 2)}\n`);
  say(`${recorded.size} scenarios are written to ${folder}`);
}

const asText = (recorded: readonly RecordedCase[]): string =>
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
