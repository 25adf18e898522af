import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../judge/judge.ts';
import { conversationOf, goodAnswer, loopbackBind } from '../judge/sample-trial.ts';
import type { Conversation } from '../events.ts';
import { askModule } from './module-diagnoser.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-module-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const { request } = conversationOf('');
let count = 0;

async function ask(source: string, deadlineMs = 30_000): Promise<Conversation> {
  count += 1;
  const file = join(folder, `module-${count}.ts`);
  await writeFile(file, source);
  return askModule(file, { ...request, deadlineMs });
}

const gradeOf = async (conversation: Conversation): Promise<string> =>
  (await judge({ truth: loopbackBind, vantage: 'client', conversation })).grade;

const answer = JSON.stringify({ ...goodAnswer, id: undefined }).slice(1);

describe('what diagnose returns is the answer', () => {
  test.each([
    ['a named export', 'export const diagnose = async ({ id }: { id: string }) => ({ id, '],
    ['the default export', 'export default ({ id }: { id: string }) => ({ id, '],
  ])('of %s', async (_, begin) => {
    const conversation = await ask(`${begin}${answer});`);
    expect(JSON.parse(conversation.stdout)).toEqual(goodAnswer);
    expect(await gradeOf(conversation)).toBe('exact');
  });

  test('and what it prints its transcript', async () => {
    const print = "console.log('out'); console.error('err');";
    const conversation = await ask(`${print} export const diagnose = () => ({});`);
    expect(conversation.stdout).toBe('{}\n');
    expect(conversation.stderr).toMatch(/out[^]*err/);
  });
});

describe('what goes wrong is graded as with any other diagnoser', () => {
  test.each([
    ['throws', 'export const diagnose = () => { throw new Error("no idea"); };', 'crashed'],
    ['rejects', 'export const diagnose = async () => { throw "no idea"; };', 'crashed'],
    ['ends', 'export const diagnose = () => process.exit(3);', 'crashed'],
    ['has no diagnose', 'export const other = 1;', 'crashed'],
    ['is no program', 'export const = 1;', 'crashed'],
    ['returns nothing', 'export const diagnose = () => undefined;', 'bad-output'],
    ['returns a circle', 'const a = {}; a.a = a; export const diagnose = () => a;', 'crashed'],
    ['returns another id', `export const diagnose = () => ({ id: "x", ${answer});`, 'bad-output'],
    [
      'takes all memory',
      'export const diagnose = () => { const a = []; for (;;) a.push([a]); };',
      'crashed',
    ],
  ])('it %s', async (_, source, grade) => {
    expect(await gradeOf(await ask(source))).toBe(grade);
  });

  test('it never ends', async () => {
    const conversation = await ask('export const diagnose = () => { for (;;); };', 1000);
    expect(conversation.ended).toBe('deadline');
    expect(await gradeOf(conversation)).toBe('timed-out');
  });

  test('why it failed is in the transcript', async () => {
    const { stderr } = await ask('export const other = 1;');
    expect(stderr).toContain('exports no function diagnose(request)');
  });
});

test('badconn may lie in a folder of any name', async () => {
  const root = join(folder, 'module-diagnoser');
  const rooms = ['harness', 'package.json'];
  for (const room of rooms) {
    const from = fileURLToPath(new URL(`../../${room}`, import.meta.url));
    await cp(from, join(root, room), { recursive: true });
  }
  const file = join(folder, 'any.mjs');
  await writeFile(file, 'export const diagnose = () => "asked";');
  const script = `import { askModule } from './harness/guest/module-diagnoser.ts';
    const { stdout, stderr } = await askModule(${JSON.stringify(file)}, { deadlineMs: 30000 });
    console.log(JSON.stringify({ stdout, stderr }));`;
  await writeFile(join(root, 'ask.ts'), script);
  const printed = execFileSync(process.execPath, ['ask.ts'], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual({ stdout: '"asked"\n', stderr: '' });
});
