import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { manPage } from '../man/man-page.ts';
import { programFor } from '../program.ts';
import { treeOf } from './command-tree.ts';

const program = await programFor();

const badconn = fileURLToPath(new URL('../badconn.js', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-completion-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program prints; where this machine has it not, the test is skipped. */
function printed({ skip }: TestContext, command: string, ...argv: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, argv, { encoding: 'utf8' });
  if (error && 'code' in error && error.code === 'ENOENT') skip(`${command} is not installed`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** The completion of a shell in a file. */
async function scriptOf(context: TestContext, shell: string): Promise<string> {
  const file = join(folder, shell);
  await writeFile(file, printed(context, process.execPath, badconn, 'completion', shell));
  return file;
}

test('bash completes commands, scenarios, options and their values', async (context) => {
  const file = await scriptOf(context, 'bash');
  const asked = ['diag', 'run refused/w', 'run --eng', "run --engine ''", 'causes loop'];
  const lines = asked.map(
    (line) =>
      `COMP_WORDS=(badconn ${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _badconn; echo "\${COMPREPLY[*]}"`,
  );
  const said = printed(context, 'bash', '-c', `source ${file}\n${lines.join('\n')}`);
  expect(said.trim().split('\n')).toEqual([
    'diagnose',
    'refused/wrong-host refused/wrong-port',
    '--engine',
    'docker local',
    'loopback-bind',
  ]);
});

test('fish completes commands and scenarios', async (context) => {
  const file = await scriptOf(context, 'fish');
  const ask = `source ${file}; complete -C 'badconn diag'; complete -C 'badconn run refused/w'`;
  expect(printed(context, 'fish', '--no-config', '-c', ask).split(/[\t\n]/)).toEqual(
    expect.arrayContaining(['diagnose', 'refused/wrong-host', 'refused/wrong-port']),
  );
});

test('zsh takes the script, and completes badconn by it', async (context) => {
  const file = await scriptOf(context, 'zsh');
  const load = `autoload -U compinit; compinit -u -D; source ${file}; echo $_comps[badconn]`;
  expect(printed(context, 'zsh', '-f', '-c', load)).toBe('_badconn\n');
});

test('groff has nothing to complain about in the man page', async (context) => {
  const file = join(folder, 'badconn.1');
  await writeFile(file, manPage(treeOf(program), '1.2.3'));
  expect(printed(context, 'groff', '-man', '-Tutf8', '-ww', file)).toContain('diagnose');
});
