import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleSeed } from '../../harness/topology/sample-seed.ts';
import { packed, type Packed } from '../packed.ts';

const liar = fileURLToPath(
  new URL('../../fixtures/diagnosers/liars/always-not-listening', import.meta.url),
);

const outside = fileURLToPath(new URL('../../fixtures/outside', import.meta.url));

const right = fileURLToPath(new URL('../../fixtures/clients/right', import.meta.url));
const ofVitest4 = fileURLToPath(new URL('../../fixtures/outside/vitest-4.ts', import.meta.url));

let project: Packed;

/** A project of somebody else: badconn, vitest, the Node that goes into images, and a diagnoser. */
beforeAll(async () => {
  project = await packed(['node', 'vitest']);
  await cp(liar, join(project.app, 'mine'), { recursive: true });
  await cp(outside, join(project.app, 'own'), { recursive: true });
  await writeFile(join(project.app, 'own/scenarios/protocol/x-broken.ts'), 'export {};\n');
}, 120_000);

afterAll(() => project.remove());

test('the package runs a scenario with a diagnoser of that project', async () => {
  const scenario = ['run', 'refused/not-listening', '--diagnoser', 'cmd:./mine'];
  const { exitCode, stdout, stderr } = await project.badconn(scenario);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('client exact, client+server exact');
});

test('the package runs a scenario and a cause of that project, in TypeScript', async () => {
  const run = ['run', '--scenarios', 'own/scenarios', '--diagnoser', 'reference:own/causes'];
  const { exitCode, stdout, stderr } = await project.badconn(run);
  expect(exitCode, stdout).toBe(2);
  expect(stderr).toContain('own/scenarios/protocol/x-broken.ts does not export a scenario.');
  expect(stdout).toContain('protocol/x-maintenance-mode: client exact, client+server exact');
  const shell = ['exec', 'protocol/x-maintenance-mode', '--scenarios', 'own/scenarios'];
  const inside = await project.badconn([...shell, '--', 'sh', '-c', 'curl -si "http${TARGET#ws}"']);
  expect(inside.stdout).toMatch(/^HTTP\/1\.1 503 /);
});

test('three lines make every scenario a test of that project, and a fourth those of its own', async () => {
  const lines = [
    "import { describeScenarios } from 'badconn/vitest';",
    '',
    `await describeScenarios({ diagnoser: 'cmd:./mine', scenarios: ['refused/not-listening', 'healthy/plain'], seed: '${sampleSeed}' });`,
    `await describeScenarios({ diagnoser: 'reference', scenariosFrom: 'own/scenarios', vantages: ['client'], seed: '${sampleSeed}' });`,
  ];
  await writeFile(join(project.app, 'mine.test.js'), lines.join('\n'));
  const vitest = join(project.app, 'node_modules/vitest/vitest.mjs');
  const report = join(project.app, 'report.json');
  const { exitCode, stderr } = await execa(
    process.execPath,
    [vitest, 'run', '--reporter', 'json', '--outputFile', report],
    { cwd: project.app, reject: false },
  );
  expect(exitCode, stderr).toBe(1);
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as {
    testResults: {
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
    }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(results.map(({ fullName, status }) => `${status}: ${fullName}`).toSorted()).toEqual(
    [
      `failed: cmd:./mine, seed ${sampleSeed} healthy/plain client`,
      `failed: cmd:./mine, seed ${sampleSeed} healthy/plain client+server`,
      `passed: cmd:./mine, seed ${sampleSeed} refused/not-listening client`,
      `passed: cmd:./mine, seed ${sampleSeed} refused/not-listening client+server`,
      `failed: reference, seed ${sampleSeed} own/scenarios/protocol/x-broken.ts`,
      `failed: reference, seed ${sampleSeed} protocol/x-maintenance-mode client`,
    ].toSorted(),
  );
  const failed = results.find(({ status }) => status === 'failed');
  expect(failed?.failureMessages.join('\n')).toContain('client: dangerous');
  expect(failed?.failureMessages.join('\n')).toContain(
    `npx badconn run healthy/plain --seed ${sampleSeed} --diagnoser cmd:./mine`,
  );
});

test('vitest 4 runs what is made for vitest 5, and its types fit', async () => {
  const { app } = project;
  const vitest4 = dirname(fileURLToPath(import.meta.resolve('vitest4/package.json')));
  await rm(join(app, 'node_modules/vitest'));
  await symlink(vitest4, join(app, 'node_modules/vitest'));
  await cp(right, join(app, 'right'), { recursive: true });
  await cp(ofVitest4, join(app, 'vitest-4.test.ts'));
  const report = join(app, 'vitest-4.json');
  const node = (program: string, ...argv: string[]) =>
    execa(process.execPath, [program, ...argv], { cwd: app, reject: false });
  const [types, run] = await Promise.all([
    node(
      fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url)),
      ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2024', '--types', ''],
      ...['--module', 'NodeNext', 'vitest-4.test.ts'],
    ),
    node(
      join(vitest4, 'vitest.mjs'),
      ...['run', 'vitest-4', '--reporter', 'json', '--outputFile', report],
    ),
  ]);
  expect(types.stdout).toBe('');
  expect(run.exitCode, run.stderr).toBe(0);
  const { numPassedTests } = JSON.parse(await readFile(report, 'utf8')) as object & {
    numPassedTests: number;
  };
  expect(numPassedTests).toBe(3);
});

test("the action's own script judges, reports, and ends with the exit code of the run", async () => {
  const action = await readFile(
    fileURLToPath(new URL('../../action.yml', import.meta.url)),
    'utf8',
  );
  const [, script = ''] = /run: \|\n((?: {8}.*\n)+)/.exec(action) ?? [];
  const summary = join(project.app, 'summary.md');
  const env = {
    GITHUB_ACTION_PATH: project.installed,
    GITHUB_STEP_SUMMARY: summary,
    ...{ DIAGNOSER: 'cmd:./mine', SCENARIOS: 'healthy/icmp-blocked healthy/plain' },
    ...{ SEED: sampleSeed, SHARD: '1/2', OUT: 'badconn' },
  };
  // As GitHub starts a step with `shell: bash`.
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const run = (given: object) =>
    execa('bash', bash, { cwd: project.app, env: { ...env, ...given }, reject: false });
  const { exitCode, stderr } = await run({});
  expect(exitCode, stderr).toBe(1);
  const text = await readFile(summary, 'utf8');
  expect(text).toContain('healthy/icmp-blocked');
  expect(text, 'the other shard').not.toContain('healthy/plain');
  expect(await readFile(join(project.app, 'badconn/junit.xml'), 'utf8')).toContain('<testsuites');
  expect(await readFile(join(project.app, 'badconn/page.html'), 'utf8')).toContain(
    '<div class="ladder lanes-',
  );

  const lost = await run({ OUT: 'nothing', DOCKER_HOST: 'unix:///nonexistent' });
  expect(lost.exitCode).toBe(3);
});
