import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import plugin from './laws.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const scenario = (inside: string, before = ''): string =>
  `import { defineScenario } from '../../harness/index.ts';\n${before}export default defineScenario({ ${inside} });\n`;

/** Files that break a law each, and files beside them that break none. */
const samples: [law: string | undefined, file: string, source: string][] = [
  ['diagnoser-imports-no-harness', 'diagnoser/a.ts', "export * from '../harness/index.ts';"],
  ['diagnoser-imports-no-harness', 'diagnoser/b.ts', "await import('../scenarios/x/y.ts');"],
  [
    'diagnoser-imports-no-harness',
    'diagnoser/c.ts',
    "export { causes } from '../vocabulary/a.ts';",
  ],
  ['diagnoser-imports-no-harness', 'diagnoser/d.ts', "import ws from 'ws'; ws();"],
  [
    'diagnoser-imports-no-harness',
    'diagnoser/e.ts',
    "export type A = import('../harness/a.ts').A;",
  ],
  [
    'diagnoser-imports-no-harness',
    'diagnoser/f.ts',
    "const at = '../harness/a.ts'; await import(at);",
  ],
  [undefined, 'diagnoser/g.ts', "import { connect } from 'node:net'; connect(1);"],
  [undefined, 'diagnoser/h.ts', "export type { Cause } from '../vocabulary/a.ts';"],
  [undefined, 'diagnoser/i.ts', "import type { A } from '../vocabulary/a.ts'; export type B = A;"],
  [undefined, 'diagnoser/j.ts', "import { type A } from '../vocabulary/a.ts'; export type B = A;"],
  [
    'diagnoser-tests-import-no-harness',
    'diagnoser/a.test.ts',
    "import { b } from '../scenarios/b/b.ts'; b();",
  ],
  [undefined, 'diagnoser/b.test.ts', "import fc from 'fast-check'; fc.nat();"],
  [
    'harness-imports-no-diagnoser',
    'harness/a.ts',
    "export type { A } from '../diagnoser/index.ts';",
  ],
  [
    'scenario-imports-harness-and-vocabulary',
    'scenarios/x/imports.ts',
    scenario('', "import { place } from '../../harness/topology/place.ts';\n"),
  ],
  [
    'scenario-imports-harness-and-vocabulary',
    'scenarios/x/reads.ts',
    scenario('', "import { readFileSync } from 'node:fs';\n"),
  ],
  ['scenario-is-data', 'scenarios/x/arrow.ts', scenario('title: (() => 1)()')],
  ['scenario-is-data', 'scenarios/x/method.ts', scenario('title() { return 1; }')],
  ['scenario-is-data', 'scenarios/x/waits.ts', scenario('title: await 1')],
  ['scenario-is-data', 'scenarios/x/env.ts', scenario('title: process.env.HOME')],
  ['scenario-is-data', 'scenarios/x/fetches.ts', scenario('title: fetch("http://a.test")')],
  ['scenario-is-data', 'scenarios/x/helper.ts', scenario('', 'const a = 1;\n')],
  ['scenario-is-data', 'scenarios/x/plain.ts', 'export default {};'],
  [
    undefined,
    'scenarios/x/fine.ts',
    scenario(
      "title: 'a'",
      "import { causes } from '../../vocabulary/index.ts';\ncauses;\n",
    ).replace('causes;\n', ''),
  ],
  ['docker-stays-in-the-engine', 'cli/a.ts', "import Docker from 'dockerode'; new Docker();"],
  ['docker-stays-in-the-engine', 'cli/b.ts', "import type { Container } from 'dockerode';"],
  ['docker-stays-in-the-engine', 'cli/c.ts', "export type A = import('dockerode').Container;"],
  ['docker-stays-in-the-engine', 'harness/run/d.ts', 'export type A = Dockerode;'],
  [
    'docker-stays-in-the-engine',
    'harness/run/e.ts',
    "import { spawn } from 'node:child_process'; spawn('docker', ['ps']);",
  ],
  [undefined, 'harness/engine/docker/f.ts', "import Docker from 'dockerode'; new Docker();"],
  [
    'docker-stays-in-the-engine',
    'harness/engine/f.ts',
    "import Docker from 'dockerode'; new Docker();",
  ],
  [undefined, 'machine/f.ts', "import Docker from 'dockerode'; new Docker();"],
  ['vocabulary-imports-nothing', 'vocabulary/a.ts', "import { isIP } from 'node:net'; isIP('');"],
  ['vocabulary-imports-nothing', 'vocabulary/b.ts', "export type { A } from '../harness/a.ts';"],
  [undefined, 'vocabulary/c.ts', "export * from './d.ts';"],
  ['collector-stands-alone', 'collector/a.ts', "export { b } from '../diagnoser/b.ts';"],
  ['collector-stands-alone', 'collector/b.ts', "export { b } from '../vocabulary/b.ts';"],
  [undefined, 'collector/c.ts', "export type { B } from '../vocabulary/b.ts';"],
  ['knowledge-stands-alone', 'knowledge/a.ts', "export { b } from '../harness/b.ts';"],
  [undefined, 'knowledge/b.ts', "export { b } from '../vocabulary/b.ts';"],
  ['host-programs-stand-alone', 'fixtures/hosts/a.ts', "import 'execa';"],
  ['host-programs-stand-alone', 'fixtures/hosts/b.ts', "export { b } from '../../harness/b.ts';"],
  ['host-programs-stand-alone', 'client/c.ts', "export { b } from '../harness/b.ts';"],
  ['host-programs-stand-alone', 'harness/engine/agent/c.ts', "export { b } from '../engine.ts';"],
  [undefined, 'fixtures/hosts/d.ts', "import { WebSocket } from 'ws'; new WebSocket('ws://a');"],
  ['output-through-one-module', 'cli/o.ts', "process.stdout.write('');"],
  ['output-through-one-module', 'cli/p.ts', "process['stderr'].write('');"],
  ['output-through-one-module', 'cli/q.ts', "const { stdout } = process; stdout.write('');"],
  ['output-through-one-module', 'harness/run/r.ts', "console.error('');"],
  [
    'output-through-one-module',
    'harness/run/s.ts',
    "import { writeSync } from 'node:fs'; writeSync(1, '');",
  ],
  [
    'output-through-one-module',
    'harness/t.ts',
    "import { stdout } from 'node:process'; stdout.write('');",
  ],
  [undefined, 'harness/output.ts', "process.stdout.write('');"],
  [undefined, 'cli/u.test.ts', "process.stdout.write('');"],
  [undefined, 'cli/v.ts', "import { stdout } from '../harness/output.ts'; stdout.text('');"],
  ['pure-folders-do-no-io', 'harness/judge/a.ts', "import 'node:fs/promises';"],
  ['pure-folders-do-no-io', 'harness/report/b.ts', "import { connect } from 'net'; connect(1);"],
  ['pure-folders-do-no-io', 'diagnoser/conclude/c.ts', "import 'node:child_process';"],
  ['pure-folders-do-no-io', 'diagnoser/observe/c.ts', "export { route } from '../probe/route.ts';"],
  ['pure-folders-do-no-io', 'harness/changes/d.ts', "export { open } from '../engine/open.ts';"],
  [
    undefined,
    'harness/report/e.ts',
    "import { styleText } from 'node:util'; styleText('red', '');",
  ],
];

interface Diagnostic {
  code: string;
  filename: string;
  message: string;
}

let folder = '';
let found: Diagnostic[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-laws-'));
  for (const [, file, source] of samples) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
  }
  await writeFile(
    join(folder, 'forgets.ts'),
    'export const forget = (): void => {\n  Promise.resolve(1);\n};\n',
  );
  await writeFile(
    join(folder, 'hen.ts'),
    "import type { Egg } from './egg.ts';\nexport type Hen = Egg;\n",
  );
  await writeFile(
    join(folder, 'egg.ts'),
    "import type { Hen } from './hen.ts';\nexport type Egg = Hen;\n",
  );
  const { stdout } = await execa(
    process.execPath,
    [
      ...[
        here('../../node_modules/oxlint/bin/oxlint'),
        '-c',
        here('../../.oxlintrc.json'),
        '-f',
        'json',
        '--type-aware',
      ],
    ],
    { cwd: folder, reject: false },
  );
  found = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const lawsBroken = (file: string): string[] =>
  found
    .filter(({ code, filename }) => filename === file && code.startsWith('badconn('))
    .map(({ code }) => code.slice('badconn('.length, -1));

describe('what breaks a law is named by it', () => {
  test.each(samples.filter(([law]) => law !== undefined))('%s: %s', (law, file) => {
    expect(lawsBroken(file)).toContain(law);
  });
});

describe('what keeps the laws is left alone', () => {
  test.each(samples.filter(([law]) => law === undefined).map(([, file]) => file))('%s', (file) => {
    expect(lawsBroken(file)).toEqual([]);
  });
});

test('every law has a sample that breaks it', () => {
  expect(new Set(samples.flatMap(([law]) => law ?? []))).toEqual(
    new Set(Object.keys(plugin.rules)),
  );
});

test('a broken law says who may import what', () => {
  const { message } = found.find(({ filename }) => filename === 'vocabulary/a.ts') ?? {};
  expect(message).toMatchInlineSnapshot(
    `"net: vocabulary/ may import itself only: it is the contract with diagnosers."`,
  );
});

test('a promise that nobody awaits is found, which needs the type checker', () => {
  const codes = found.filter(({ filename }) => filename === 'forgets.ts').map(({ code }) => code);
  expect(codes).toEqual(['typescript(no-floating-promises)']);
});

test('a circle of imports is found where all of them are of types', () => {
  const circles = found.filter(({ code }) => code === 'import(no-cycle)');
  expect(circles.map(({ filename }) => filename).toSorted()).toEqual(['egg.ts', 'hen.ts']);
});
