import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserOrSkip } from '../browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');

/** What the section says to do, in its order: a file to write, or a command. */
const steps = [
  ...(/\n## Add a scenario\n(.*?)\n## /s.exec(page)?.[1] ?? '').matchAll(
    /<!-- (\S+) -->\n\n```ts\n(.*?)```|```sh\n(.*?)```/gs,
  ),
].flatMap(([, file, text = '', commands = '']): { says: string; file?: string; text?: string }[] =>
  file === undefined
    ? commands
        .trim()
        .split('\n')
        .map((says) => ({ says }))
    : [{ says: `write ${file}`, file, text }],
);

/** What the steps write is not there before them. */
const written = steps.flatMap(({ file }) => file?.replace(/^scenarios\/(.*)\.ts$/, '$1') ?? []);
const isWritten = (name: string): boolean =>
  written.some((id) => [`scenarios/${id}.ts`, `tests/recorded/cases/${id}.json`].includes(name));

/** The other files of the checkout as they are here, whether committed or not. */
let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'badconn-contributing-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const deleted = await execa('git', ['ls-files', '-z', '--deleted'], { cwd: root });
  const gone = new Set(deleted.stdout.split('\0'));
  const { stdout } = await execa('git', list, { cwd: root });
  for (const file of stdout
    .split('\0')
    .filter((name) => name !== '' && !gone.has(name) && !isWritten(name))) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(root, file), join(copy, file));
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('the section writes one file, and runs, records and checks it', () => {
  const said = steps.map(({ says }) => says).join('\n');
  for (const part of ['badconn new ', 'write scenarios/', 'badconn run ', 'npm run record -- ']) {
    expect(said).toContain(part);
  }
  expect(said).toMatch(/npm run docs\n.*npm run check\n/s);
});

test('its steps, followed to the letter, end green', async (context) => {
  // One of them hears what Chromium says.
  browserOrSkip(context);
  for (const step of steps) {
    if (step.file !== undefined) {
      await writeFile(join(copy, step.file), step.text ?? '');
      continue;
    }
    // The tests of the copy are a run of their own.
    const env = { VITEST: '', VITEST_POOL_ID: '', VITEST_WORKER_ID: '', NODE_OPTIONS: '' };
    const command = step.says.replace(/^npx badconn /, 'node cli/badconn.js ');
    const { all, exitCode } = await execa(command, {
      ...{ cwd: copy, env, shell: true, all: true, reject: false, preferLocal: true },
      localDir: copy,
    });
    expect(exitCode, `${step.says}\n${all}`).toBe(0);
  }
}, 1_200_000);
