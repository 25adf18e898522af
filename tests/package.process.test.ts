import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { packed, type Packed } from './packed.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = (path: string): string => join(root, path);

let app = '';
let tarball = '';
let installed = '';

let project: Packed;

beforeAll(async () => {
  project = await packed();
  ({ app, tarball, installed } = project);
}, 120_000);

afterAll(() => project.remove());

const badconn = (...argv: string[]) =>
  project.badconn(argv, { DOCKER_HOST: 'unix:///nonexistent' });

describe('the package, unpacked elsewhere', () => {
  test('lists the scenarios of the checkout', async () => {
    const [there, here] = await Promise.all([
      badconn('list', '--json'),
      execa(process.execPath, [from('cli/badconn.js'), 'list', '--json']),
    ]);
    expect(there.stderr).toBe('');
    expect(JSON.parse(there.stdout)).toEqual(JSON.parse(here.stdout));
  });

  test('shows its help and its version', async () => {
    expect((await badconn('--help')).stdout).toContain('Usage: badconn');
    expect((await badconn('--version')).stdout).toBe(manifest.version);
  });

  test('prints the script that collects a report', async () => {
    const { stdout } = await badconn('collect', '--script');
    expect(`${stdout}\n`).toBe(await readFile(from('collector/collect.sh'), 'utf8'));
  });

  test('explains an error message', async () => {
    const { stdout } = await badconn('explain', 'connect EADDRNOTAVAIL 10.0.0.7:8080');
    expect(stdout).toContain('In a lab: npx badconn exec unavailable/');
  });

  test('records no words into itself', async () => {
    const { exitCode, stderr } = await badconn('atlas', '--record');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--record is for a checkout');
  });

  test('smokes the reference diagnoser', async () => {
    const { exitCode, stdout } = await badconn('smoke', 'reference', '--deadline', '30000');
    expect(exitCode, stdout).toBe(0);
  });

  test('says what the machine lacks', async () => {
    const { exitCode, stderr } = await badconn('run');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('unix:///nonexistent');
  });

  test('judges a module on the run that it brings, without Docker', async () => {
    const module = join(app, 'healthy.mjs');
    await writeFile(
      module,
      `export const diagnose = ({ id }) => ({ protocol: 1, id, status: 'healthy', candidates: [], diagnoser: { name: 'x', version: '1' } });`,
    );
    const run = ['run', 'healthy/plain', 'refused/wrong-port', '--diagnoser', `module:${module}`];
    const { exitCode, stdout, stderr } = await badconn(...run);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toMatch(/^2 passed, 2 failed$/m);
  });

  test('says which package its tools for agents need', async () => {
    const { exitCode, stdout, stderr } = await badconn('mcp');
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain('Next: npm install @modelcontextprotocol/server@2');
  });

  test('exports the evidence that it brings as Harbor tasks, with its judge', async () => {
    const said = await badconn('export', 'harbor', 'tasks', '--vantage', 'client', '--json');
    expect({ exitCode: said.exitCode, stderr: said.stderr }).toEqual({ exitCode: 0, stderr: '' });
    const tasks = await readdir(join(app, 'tasks'));
    expect(JSON.parse(said.stdout)).toMatchObject({ tasks: tasks.length });
    const task = join(app, 'tasks', `${tasks[0]}`);
    const files = ['tests/judge.cjs', 'tests/truth.json', 'solution/answer.json', 'logs'];
    await execa(
      process.execPath,
      files.map((file) => join(task, file)),
    );
    expect(await readFile(join(task, 'logs/reward.txt'), 'utf8')).toBe('1\n');
  });

  test('takes scenarios and causes of that project', async () => {
    await cp(from('fixtures/outside'), join(app, 'own'), { recursive: true });
    const { exitCode, stdout, stderr } = await badconn('list', '--scenarios', 'own/scenarios');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('protocol/x-maintenance-mode  HTTP 503 at upgrade');
    const url = 'ws://127.0.0.1:1/';
    const said = await badconn('diagnose', url, '--causes', 'own/causes', '--json');
    expect(said.exitCode, said.stderr).toBe(1);
    expect(JSON.parse(said.stdout)).toMatchObject({ status: 'diagnosed' });
  });

  test('says where scenarios are written', async () => {
    const { exitCode, stderr } = await badconn('new', 'refused/bound-elsewhere');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'Next: npx badconn new refused/bound-elsewhere --scenarios ./scenarios',
    );
    const own = await badconn('new', 'refused/x-own', '--scenarios', './fresh');
    expect(own).toMatchObject({ exitCode: 0, stderr: '' });
    const listed = await badconn('list', '--scenarios', './fresh');
    expect(listed.stdout).toMatch(/^refused\/x-own  ECONNREFUSED at connect/);
  });

  test('writes a new diagnoser, which keeps the contract there as well', async () => {
    const written = await badconn('new', 'diagnoser', '--lang', 'node', './mine');
    expect(written).toMatchObject({ exitCode: 0, stderr: '' });
    const { exitCode, stdout } = await badconn('smoke', './mine', '--deadline', '30000');
    expect(exitCode, stdout).toBe(0);
  });

  test('has its pages, and their links lead somewhere in it', async () => {
    const files = await readdir(installed, { recursive: true });
    const pages = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/causes.md']));
    const broken: string[] = [];
    for (const page of pages) {
      const text = await readFile(join(installed, page), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g))
        if (
          !/^https?:/.test(target) &&
          !files.includes(join(dirname(page), target).replace(/\/$/, ''))
        )
          broken.push(`${page}: ${target}`);
    }
    expect(broken).toEqual([]);
  });

  test('holds all that the image is built of, as bundles', async () => {
    const script = `
      const { contextFiles, imageInputs } = await import('./node_modules/badconn/dist/machine/inputs.js');
      const files = await contextFiles(imageInputs());
      console.log(JSON.stringify(files.map(({ path }) => path)));`;
    await writeFile(join(app, 'context.js'), script);
    const { stdout } = await execa(process.execPath, [join(app, 'context.js')]);
    expect(JSON.parse(stdout)).toEqual([
      ...['Dockerfile', 'left-out.txt', 'packages.txt', 'setup.sh', 'trim.sh'],
      ...['lab/fixtures/hosts/app.cjs', 'lab/harness/engine/agent/agent.cjs'],
    ]);
    // The licence of ws asks for it wherever its code is.
    const license = await readFile(join(installed, 'dist/bundles/ws.LICENSE'), 'utf8');
    expect(license).toContain('Permission is hereby granted');
  });

  test('has types for its doors', async () => {
    const program = `
      import type { Answer, Cause } from 'badconn/vocabulary';
      import { diagnose } from 'badconn/diagnoser';
      import { conclude } from 'badconn';
      import { describeScenarios } from 'badconn/vitest';
      import { client, defineScenario, lan, server, stopService, webSocket } from 'badconn/harness';
      export const cause: Cause = 'wrong-port';
      // @ts-expect-error: no cause of the vocabulary
      export const other: Cause = 'bad-luck';
      export const answer = (): Promise<Answer> => diagnose({} as never);
      export const topology = lan({ client: client(), server: server(webSocket()) });
      export const judged = (): Promise<void> => describeScenarios({ diagnoser: 'cmd:./mine' });
      // @ts-expect-error: no vantage
      export const blind = () => describeScenarios({ diagnoser: 'reference', vantages: ['server'] });
      export { defineScenario, stopService };
      export const own: Cause = 'x-maintenance-mode';
      import { decides, defineCause, sh } from 'badconn/diagnoser';
      import type { Change, Step } from 'badconn/harness';
      export const step: Step = { kind: 'run', on: 'server', argv: ['true'] };
      export const change: Change<'server'> = {
        ...{ verb: 'doNothing', on: 'server', says: 'nothing is done' },
        ...{ apply: () => [step], undo: () => [] },
      };
      // @ts-expect-error: no observation of this name
      export const luck = defineCause({ cause: own, prior: 1, judge: ({ luck }) => [], remedy: () => ({ action: 'start-service', text: '', commands: [sh\`true\`] }) });
      export { conclude, decides };`;
    await writeFile(join(app, 'uses.ts'), program);
    const options = '--noEmit --strict --module nodenext --target es2024 --types node --typeRoots';
    const { stdout, exitCode } = await execa(
      process.execPath,
      [
        ...[from('node_modules/typescript/bin/tsc'), ...options.split(' ')],
        ...[from('node_modules/@types'), join(app, 'uses.ts')],
      ],
      { cwd: app, reject: false },
    );
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  test('publishes the JSON Schemas of the contract', async () => {
    const script = `
      import answer from 'badconn/schemas/1/answer.json' with { type: 'json' };
      import request from 'badconn/schemas/1/request.json' with { type: 'json' };
      import report from 'badconn/schemas/1/server-report.json' with { type: 'json' };
      console.log(JSON.stringify([answer.title, request.title, report.title]));`;
    await writeFile(join(app, 'schemas.js'), script);
    const { stdout } = await execa(process.execPath, [join(app, 'schemas.js')]);
    expect(JSON.parse(stdout)).toEqual([
      'badconn answer',
      'badconn request',
      'badconn server report',
    ]);
  });

  test('holds no test, no source, and of the recordings the run for modules', async () => {
    const files = await readdir(installed, { recursive: true });
    const strange = files.filter(
      (file) =>
        /\.test\.|recorded\/(?!cases\b|counters)|sample-|\.map$/.test(file) ||
        /(?<!\.d)\.ts$/.test(file),
    );
    expect(strange).toEqual([]);
    expect(files.toSorted()).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json']),
    );
  });
});

test('publint finds nothing to mend', async () => {
  const file = await readFile(tarball);
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: bytes } });
  expect(messages.map((message) => formatMessage(message, pkg as never))).toEqual([]);
});
