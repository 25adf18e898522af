import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conclude, type Evidence } from '../diagnoser/index.ts';
import type { Question, Truths } from '../vocabulary/index.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
let folder = '';
const at = (path: string): string => join(folder, path);

const badconn = (...argv: string[]) =>
  execa(process.execPath, [program, ...argv], {
    ...{ cwd: folder, reject: false, stdin: 'ignore' as const },
    env: { DOCKER_HOST: 'unix:///nonexistent', NODE_OPTIONS: '' },
  });

const json = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(at(path), 'utf8')) as T;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-export-'));
  await execa(process.execPath, [program, 'export', 'evidence', 'tier'], { cwd: folder });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const answered = async ({ id, evidence }: Question): Promise<string> => {
  const said = await conclude(evidence as unknown as Evidence);
  return JSON.stringify({ protocol: 1, id, diagnoser: { name: 'x', version: '1' }, ...said });
};

describe('export evidence', () => {
  test('writes questions, what one needs to answer them, and the truths apart', async () => {
    const names = await readdir(at('tier/questions'));
    expect(names.length).toBeGreaterThan(300);
    expect((await readdir(at('tier'))).toSorted()).toEqual([
      ...['README.md', 'answer.schema.json', 'causes.json'],
      ...['question.schema.json', 'questions', 'remedies.json'],
    ]);
    const times = await Promise.all(
      names.map(async (name) => (await stat(at(`tier/questions/${name}`))).mtimeMs),
    );
    expect(new Set(times).size).toBe(1);
    const { truths } = await json<Truths>('tier.truths.json');
    expect(truths.map(({ id }) => `${id}.json`).toSorted()).toEqual(names.toSorted());
  });

  test('does not write over an export, nor what it does not know', async () => {
    const again = await badconn('export', 'evidence', 'tier');
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is not empty') });
    const other = await badconn('export', 'answers', 'other');
    expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('evidence') });
  });
});

describe('grade', () => {
  test('passes the answers of the reference diagnoser, in a file or in a folder', async () => {
    const names = await readdir(at('tier/questions'));
    const questions = await Promise.all(
      names.map((name) => json<Question>(`tier/questions/${name}`)),
    );
    const lines = await Promise.all(questions.map(answered));
    await writeFile(at('answers.jsonl'), `${lines.join('\n')}\n`);
    const { exitCode, stdout } = await badconn(
      'grade',
      'answers.jsonl',
      '--truths',
      'tier.truths.json',
    );
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${names.length} passed, 0 failed$`, 'm'));
    await mkdir(at('few'));
    // As an editor or a model may have formatted it.
    await writeFile(at('few/a.json'), JSON.stringify(JSON.parse(lines[0]!), null, 2));
    const few = await badconn('grade', 'few', '--truths', 'tier.truths.json', '--json');
    expect(few.exitCode).toBe(1);
    expect(JSON.parse(few.stdout)).toMatchObject({ passed: 1, failed: names.length - 1 });
    const told = await badconn('grade', 'few', '--truths', 'tier.truths.json');
    expect(told.stdout.split('\n')[0]).toBe(
      `✗ no-answer: ${names.length - 1} questions without an answer`,
    );
  });

  test('names an answer that breaks the contract, and one that harms', async () => {
    const { truths } = await json<Truths>('tier.truths.json');
    const broken = truths.find(({ truth }) => truth.cause !== 'none')!;
    const base = { protocol: 1, diagnoser: { name: 'x', version: '1' }, candidates: [] };
    const bad = { ...base, id: truths.find((one) => one !== broken)!.id, status: 'fine' };
    const healthy = { ...base, id: broken.id, status: 'healthy' };
    await writeFile(at('two.jsonl'), [bad, healthy].map((one) => JSON.stringify(one)).join('\n'));
    const { stdout } = await badconn(
      'grade',
      'two.jsonl',
      '--truths',
      'tier.truths.json',
      '--json',
    );
    const { verdicts } = JSON.parse(stdout) as {
      verdicts: { id: string; verdict: { grade: string } }[];
    };
    const gradeOf = (id: string) => verdicts.find((one) => one.id === id)?.verdict.grade;
    expect([gradeOf(bad.id), gradeOf(healthy.id)]).toEqual(['bad-output', 'dangerous']);
  });

  test.each([
    ['no such file', 'none.jsonl', 'cannot be read'],
    ['a stranger id', 'stranger.jsonl', 'another export'],
    ['no JSON', 'text.jsonl', 'line 1 of text.jsonl is no JSON document'],
    ['JSON that is no answer', 'null.jsonl', 'null.jsonl has no id'],
    ['a second answer', 'twice.jsonl', 'line 1 of twice.jsonl and line 3 of twice.jsonl have'],
    ['a bad file of a folder', 'mixed', 'b.json is no JSON document'],
    ['a folder in a folder', 'nested', 'a.json is a folder'],
  ])('%s is wrong use', async (_, file, says) => {
    await writeFile(at('stranger.jsonl'), '{"id":"x"}');
    await writeFile(at('text.jsonl'), 'hello');
    await writeFile(at('null.jsonl'), 'null');
    await writeFile(at('twice.jsonl'), '{"id":"x"}\n\n{"id":"x"}\n');
    await mkdir(at('mixed'), { recursive: true });
    await writeFile(at('mixed/a.json'), '{"id":"x"}');
    await writeFile(at('mixed/b.json'), 'hello');
    await mkdir(at('nested/a.json'), { recursive: true });
    const { exitCode, stderr } = await badconn('grade', file, '--truths', 'tier.truths.json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(says) });
  });
});

describe('export harbor', () => {
  let tasks: string[] = [];

  beforeAll(async () => {
    const argv = ['export', 'harbor', 'tasks', '--vantage', 'client'];
    await execa(process.execPath, [program, ...argv], { cwd: folder });
    tasks = await readdir(at('tasks'));
  });

  test('writes a task for each question, with the files of the format', async () => {
    expect(tasks.length).toBeGreaterThan(150);
    for (const task of tasks) {
      expect(task).toMatch(/^connection-[\da-f]{32}$/);
      const files = await readdir(at(`tasks/${task}`), { recursive: true });
      expect(files).toEqual(
        expect.arrayContaining([
          ...['task.toml', 'instruction.md', 'environment/Dockerfile'],
          ...['tests/test.sh', 'solution/solve.sh'],
        ]),
      );
    }
  });

  /** Sections and fields that https://www.harborframework.com/docs/tasks lists. */
  const fields: Readonly<Record<string, readonly string[]>> = {
    '': ['schema_version'],
    task: ['name', 'description', 'authors', 'keywords'],
    metadata: ['category'],
    verifier: ['timeout_sec', 'env', 'user'],
    agent: ['timeout_sec', 'user'],
    environment: ['build_timeout_sec', 'docker_image', 'cpus', 'memory_mb', 'storage_mb', 'gpus'],
  };

  test('has fields of the published format only, and a name of it', async () => {
    const toml = await readFile(at(`tasks/${tasks[0]}/task.toml`), 'utf8');
    let section = '';
    for (const line of toml.split('\n').filter(Boolean)) {
      section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
      const [, field, value] = /^(\w+) = (.+)$/.exec(line) ?? [];
      if (field === undefined) continue;
      expect(fields[section], line).toContain(field);
      // Strings, numbers and lists of TOML are JSON here.
      expect(() => JSON.parse(`${value}`) as unknown, line).not.toThrow();
    }
    expect(toml).toMatch(/^schema_version = "1\.1"$/m);
    expect(toml).toMatch(/^name = "[\w-]+\/[\w.-]+"$/m);
  });

  test('nothing but tests and solution knows the truth', async () => {
    const { truth } = await json<{ truth: { cause: string } }>(
      `tasks/${tasks[0]}/tests/truth.json`,
    );
    for (const file of ['task.toml', 'instruction.md', 'environment/question.json']) {
      const text = await readFile(at(`tasks/${tasks[0]}/${file}`), 'utf8');
      expect(text.includes(`"${truth.cause}"`)).toBe(false);
    }
  });

  test.each([
    ['of the oracle', '1'],
    ['that is missing', '0'],
    ['that is another', '0'],
  ])('rewards an answer %s with %s', async (which, reward) => {
    for (const task of tasks.slice(0, 3)) {
      const tests = at(`tasks/${task}/tests`);
      const answer = {
        'of the oracle': `tasks/${task}/solution/answer.json`,
        'that is missing': 'nowhere.json',
        'that is another': `tasks/${tasks.find((other) => other !== task)}/solution/answer.json`,
      }[which];
      const argv = [
        join(tests, 'judge.cjs'),
        join(tests, 'truth.json'),
        at(`${answer}`),
        at('logs'),
      ];
      await execa(process.execPath, argv, { cwd: tmpdir() });
      expect((await readFile(at('logs/reward.txt'), 'utf8')).trim()).toBe(reward);
    }
  });
});
