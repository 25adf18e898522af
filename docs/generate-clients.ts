/**
 * Runs ordinary clients in failures of each stage, and writes the tables of docs/clients.md: `npm run clients`. With
 * names of clients it prints the tables of these, and with `--stage stay` that of one stage. It needs Docker, npm, and apt-get of Debian for servers and Python.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { atDefaults, casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import type { JudgedClient } from '../harness/clients/client-table.ts';
import { usualExpectations } from '../harness/clients/facts.ts';
import { judgeClient } from '../harness/clients/judge-client.ts';
import { watchClient } from '../harness/clients/watch-client.ts';
import type { Lane } from '../harness/engine/engine.ts';
import { openEngine } from '../harness/engine/open.ts';
import { say, stdout } from '../harness/output.ts';
import { openLab } from '../harness/run/open-lab.ts';
import { lanePool, type LanePool } from '../harness/run/lane-pool.ts';
import { drawSeed } from '../harness/run/seed.ts';
import { clientsTables, marker, type MeasuredClient } from './clients-page.ts';
import { caseWith, failures } from './clients/failures.ts';
import { clientPackages, packageVersions, serverImage } from './clients/install.ts';
import { ordinaryClients, packages, type OrdinaryClient } from './clients/ordinary.ts';

const watchedMs = 12_000;
const seed = drawSeed();
const expected = { ...usualExpectations, reportsWithinMs: watchedMs, recoversWithinMs: watchedMs };
const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { stage: { type: 'string' } },
});
const tables = Object.fromEntries(
  Object.entries<readonly string[]>(failures).filter(
    ([stage]) => values.stage === undefined || stage === values.stage,
  ),
);
const ids = Object.values(tables).flat();
const scenarios = (await loadScenarios()).filter((one) => ids.includes(one.id));
const chosen = ordinaryClients.filter(({ name }) => names.length === 0 || names.includes(name));
const isServedByImage = ({ served }: OrdinaryClient): boolean => served.service.program === 'image';

const tar = await clientPackages();
if (chosen.some(isServedByImage)) await serverImage(say);

const onDocker = (tell: typeof say): ReturnType<typeof openEngine> =>
  openEngine(tell, undefined, 'docker');
// The image of the servers is large: it is in two lanes alone.
const [plain, withImage] = [lanePool(6), lanePool(2, onDocker)];
const ready = new WeakMap<Lane, Promise<void>>();

/** Undefined where the lab did not show what it should, which is told. */
async function watched(
  client: OrdinaryClient,
  scenario: (typeof scenarios)[number],
): Promise<[string, JudgedClient][]> {
  const { name, served } = client;
  const labCase = caseWith(scenario, served);
  const argv = labCase?.stays === undefined ? client.argv : client.stays;
  if (labCase === undefined || argv === undefined) return [];
  const pool: LanePool = isServedByImage(client) ? withImage : plain;
  try {
    return await pool.use(async (lane) => {
      await (ready.get(lane) ?? ready.set(lane, lane.unpack(packages, tar)).get(lane));
      const program = (target: Parameters<typeof argv>[0]) => ({ argv: [...argv(target)] });
      const facts = await watchClient(lane, labCase, program, { seed, expected });
      say(`${name}: ${labCase.id}`);
      return [[labCase.id, { outcomes: judgeClient(facts, expected), facts }]];
    });
  } catch (error) {
    say(`${name}: ${labCase.id} was not measured: ${String(error)}`);
    process.exitCode = 1;
    return [];
  }
}

/** Of the programs of the lab, as they tell it. */
async function programVersions(): Promise<string[]> {
  const [healthy] = (await loadScenarios()).filter(({ id }) => id === 'healthy/plain');
  const [labCase] = healthy ? casesOf(healthy) : [];
  if (labCase === undefined) throw new Error('healthy/plain is gone');
  return plain.use(async (lane) => {
    await using open = await openLab(lane, atDefaults(labCase), { seed });
    const asked = ordinaryClients.flatMap(({ version }) => (version ? [version] : []));
    const told = asked.map(async (argv) => {
      const command = { host: 'client', argv: [...argv], user: 'app' as const };
      const [line = ''] = (await open.lab.run(command)).stdout.split('\n');
      return line.replace(/ (?:\(cli\)|\(x86|built on).*/, '').replace(/^v/, 'Node ');
    });
    return [...new Set(await Promise.all(told))];
  });
}

await Promise.all([plain.open(), ...(chosen.some(isServedByImage) ? [withImage.open()] : [])]);
try {
  const clients = await Promise.all(
    chosen.map(async (one): Promise<MeasuredClient> => {
      const judged = await Promise.all(scenarios.map((scenario) => watched(one, scenario)));
      return { name: one.name, judged: Object.fromEntries(judged.flat()) };
    }),
  );
  const all = [...(await programVersions()), ...(await packageVersions())];
  const page = clientsTables({ clients, versions: all, watchedMs }, tables);
  if (names.length > 0 || values.stage !== undefined) stdout.text(page);
  else {
    const file = new URL('clients.md', import.meta.url);
    const [text = ''] = readFileSync(file, 'utf8').split(marker);
    writeFileSync(file, `${text.trimEnd()}\n\n${page}`);
  }
} finally {
  await Promise.all([plain.close(), withImage.close()]);
}
