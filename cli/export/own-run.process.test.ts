import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conclude, type Evidence } from '../../diagnoser/index.ts';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import type { Event } from '../../harness/events.ts';
import { shippedRun } from '../../harness/run/shipped-run.ts';
import { layerLabel } from '../../harness/case/case-name.ts';
import { passing, type Grade, type Question, type Truths } from '../../vocabulary/index.ts';
import { shippedEvidence } from './questions.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
let folder = '';
const at = (path: string): string => join(folder, path);
const json = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(at(path), 'utf8')) as T;

const badconn = (...argv: string[]) =>
  execa(process.execPath, [pathOf('cli/badconn.js'), ...argv], {
    ...{ cwd: folder, reject: false, stdin: 'ignore' as const },
    env: { DOCKER_HOST: 'unix:///nonexistent', NODE_OPTIONS: '' },
  });

const isHealthy = ({ cause }: { cause: string }): boolean => cause === 'none';

/** What the reference diagnoser itself says on stderr, asked of a port of this machine that nobody serves. */
async function saidOf(request: object): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const input = JSON.stringify({ ...request, target: { url: `ws://127.0.0.1:${port}/` } });
  const { stderr } = await execa(process.execPath, [pathOf('diagnoser/main.ts')], { input });
  return stderr;
}

/** Four layers of a run as `run --out` keeps it; what was recorded of them is what the diagnoser has said. */
const chosen = ['refused/not-listening', 'healthy/plain'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-own-run-'));
  const cases = (await loadScenarios()).flatMap(casesOf);
  const layered = cases.find(({ layers }) => layers.length > 1);
  if (layered === undefined) throw new Error('no case has two layers');
  chosen.push(layered.label);
  const known = await shippedEvidence();
  const events = shippedRun(cases.filter(({ label }) => chosen.includes(label)));
  const told = await Promise.all(
    events.map(async (event): Promise<Event> => {
      if (event.type !== 'diagnosed') return event;
      const { conversation, vantage, case: name, layer } = event;
      const isAlone = name === chosen[0] && vantage === 'client';
      const label = layerLabel(name, layer ?? 1);
      const found = known.find((one) => one.case === label && one.vantage === vantage);
      const stderr = isAlone
        ? await saidOf(conversation.request)
        : `a warning\nevidence ${JSON.stringify(found?.evidence)}\n`;
      return { ...event, conversation: { ...conversation, stderr } };
    }),
  );
  await mkdir(at('mine'));
  const lines = (all: readonly Event[]): string =>
    all.map((event) => `${JSON.stringify(event)}\n`).join('');
  await writeFile(at('mine/events.jsonl'), lines(told));
  await writeFile(at('other.jsonl'), lines(events));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a kept run is exported, layer by layer, with its own truths, and graded', async () => {
  const exported = await badconn('export', 'evidence', 'tier', '--recorded', 'mine');
  expect(exported).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('questions: 8') });
  const { truths } = await json<Truths>('tier.truths.json');
  const names = await readdir(at('tier/questions'));
  expect(names.toSorted()).toEqual(truths.map(({ id }) => `${id}.json`).toSorted());
  expect(truths.filter(({ truth }) => isHealthy(truth))).toHaveLength(2);
  const layered = truths.filter((one) => one.case.startsWith(`${chosen[2]}`));
  expect(new Set(layered.map(({ truth }) => truth.cause)).size).toBe(2);
  const questions = await Promise.all(
    names.map((name) => json<Question>(`tier/questions/${name}`)),
  );
  const answers = questions.map(async ({ id, evidence }) => {
    const said = await conclude(evidence as unknown as Evidence);
    return JSON.stringify({ protocol: 1, id, diagnoser: { name: 'x', version: '1' }, ...said });
  });
  await writeFile(at('answers.jsonl'), (await Promise.all(answers)).join('\n'));
  // What is concluded of this machine depends on it; that it was seen does not.
  const { id: here } = truths.find(
    (one) => one.case === chosen[0] && one.vantage === 'client',
  ) as Truths['truths'][number];
  expect(JSON.stringify(questions.find(({ id }) => id === here))).toContain('ECONNREFUSED');
  const argv = ['grade', 'answers.jsonl', '--truths', 'tier.truths.json', '--json'];
  const { verdicts } = JSON.parse((await badconn(...argv)).stdout) as {
    verdicts: { id: string; verdict: { grade: Grade } }[];
  };
  const grades = verdicts.filter(({ id }) => id !== here).map(({ verdict }) => verdict.grade);
  expect(grades).toHaveLength(7);
  expect(grades.filter((grade) => !passing.includes(grade))).toEqual([]);
});

test('of one vantage, where that is asked for', async () => {
  const argv = ['export', 'evidence', 'client', '--recorded', 'mine/events.jsonl'];
  const { stdout } = await badconn(...argv, '--vantage', 'client', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ questions: 4, truths: 'client.truths.json' });
});

test('a run of another diagnoser holds no evidence', async () => {
  const other = await badconn('export', 'evidence', 'none', '--recorded', 'other.jsonl');
  expect(other).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('other.jsonl holds no evidence of the reference diagnoser'),
  });
});
