import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonReport } from '../harness/report/json.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import type { Event } from '../harness/events.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
const events = sampleEvents();
const worse = events.map((event): Event =>
  event.type === 'diagnosed' && event.case === 'healthy/plain'
    ? { ...event, verdict: { ...event.verdict, grade: 'wrong' } }
    : event,
);
let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-compare-'));
  const log = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  await writeFile(at('events.jsonl'), log);
  await writeFile(at('same.json'), JSON.stringify(jsonReport(scorecard(events)), null, 2));
  await writeFile(at('worse.json'), JSON.stringify(jsonReport(scorecard(worse))));
  await writeFile(at('other.json'), '{"a": 1}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const compare = (...argv: string[]) =>
  execa(process.execPath, [program, 'compare', ...argv], {
    env: { NODE_OPTIONS: '', COLUMNS: '100' },
    stdin: 'ignore',
    reject: false,
  });

test('a folder, its log and what --json printed are the same run', async () => {
  for (const before of [folder, at('events.jsonl')]) {
    const { exitCode, stdout } = await compare(before, at('same.json'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n0 worse, 0 better, 0 changed, 0 new, 0 gone, 18 the same$/);
  }
});

test('something worse is exit code 1, and something better is 0', async () => {
  const [one, other] = await Promise.all([
    compare(folder, at('worse.json')),
    compare(at('worse.json'), folder),
  ]);
  expect([one.exitCode, other.exitCode]).toEqual([1, 0]);
  expect(one.stdout).toContain('✗ healthy/plain at client: exact → wrong\n');
});

test('--json is one document', async () => {
  const { exitCode, stdout } = await compare(folder, at('worse.json'), '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    before: { diagnoser: 'cmd:./my diagnoser', passed: 6 },
    after: { passed: 4 },
    worse: [{ case: 'healthy/plain', vantage: 'client', after: { word: 'wrong' } }, {}],
    same: 16,
  });
});

test.each([
  ['one run', () => [folder], "missing required argument 'after'"],
  ['no such run', () => [folder, '/nonexistent'], '/nonexistent cannot be read (ENOENT)'],
  [
    'another document',
    () => [folder, at('other.json')],
    'other.json is not a run: it has no version',
  ],
])('%s is exit code 2', async (_, argv, said) => {
  const { exitCode, stdout, stderr } = await compare(...argv());
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(said);
});
