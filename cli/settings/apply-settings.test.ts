import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../run.ts';
import { programFor } from '../program.ts';
import { applySettings } from './apply-settings.ts';
import { readSettings } from './read-settings.ts';

const program = await programFor();

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (file: string, document: unknown): Promise<void> =>
  writeFile(join(folder, file), typeof document === 'string' ? document : JSON.stringify(document));

/** What `run` is left with when these words were given to it. */
async function optionsOf(...argv: string[]): Promise<Record<string, unknown>> {
  const command = new Command('run');
  for (const option of runCommand.options) command.addOption(option);
  command.parse(argv, { from: 'user' });
  await applySettings(command, folder);
  return command.opts();
}

test('settings stand for what the command line does not say', async () => {
  await write('badconn.config.json', { engine: 'local', deadlineMs: 2000, html: 'out/page.html' });
  expect(await optionsOf('--engine', 'docker')).toMatchObject({
    engine: 'docker',
    deadline: '2000',
    html: 'out/page.html',
    diagnoser: 'reference',
  });
});

test('the key badconn of package.json does the same', async () => {
  await write('package.json', { name: 'mine', badconn: { diagnoser: 'cmd:./mine' } });
  expect(await optionsOf()).toMatchObject({ diagnoser: 'cmd:./mine' });
});

test('without settings nothing changes', async () => {
  expect(await readSettings(folder)).toBeUndefined();
  await write('package.json', { name: 'mine' });
  expect(await readSettings(folder)).toBeUndefined();
  await write('package.json', 'this is for npm to complain about');
  expect(await readSettings(folder)).toBeUndefined();
});

test.each([
  [{ diagnosr: 'x' }, "has 'diagnosr', which it may not have (nearest: diagnoser); allowed are"],
  [{ engine: 'podman' }, "/engine is 'podman', which is no value; values are docker, local"],
  [{ jobs: 0 }, '/jobs is 0, and must be >= 1'],
  [{ seed: '12' }, '/seed is'],
  ['{ "engine": ', 'it is no JSON'],
  [[], 'it is an array, and must be an object'],
])('%j is refused, with what is allowed', async (document, says) => {
  await write('badconn.config.json', document);
  await expect(readSettings(folder)).rejects.toThrow(says);
});

test('two places are one too many', async () => {
  await write('badconn.config.json', {});
  await write('package.json', { badconn: {} });
  await expect(readSettings(folder)).rejects.toThrow(/both there; allowed is one of them/);
});

test('every setting is an option of the commands that take it', async () => {
  const { takers } = await import('./apply-settings.ts');
  for (const { option, commands } of Object.values(takers)) {
    for (const name of commands) {
      const command = program.commands.find((each) => each.name() === name);
      expect(
        command?.options.map((each) => each.attributeName()),
        name,
      ).toContain(option);
    }
  }
});
