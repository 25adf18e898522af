import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { contextFiles, imageInputs, imageTags } from './inputs.ts';

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const inputs = (env: NodeJS.ProcessEnv = {}) => imageInputs(env, root);
const tags = (env?: NodeJS.ProcessEnv) => imageTags(inputs(env), 'amd64');

beforeEach(() => {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  root = folder.path;
  write('docker/host/Dockerfile', 'ARG BASE\nFROM ${BASE}\n');
  write('docker/host/packages.txt', 'curl\ntini\n');
  write('docker/host/setup.sh', 'true\n');
  write(
    'harness/engine/agent/agent.ts',
    "import { a } from './hosts.ts';\nconst b: number = a;\nconsole.log(b);\n",
  );
  write('harness/engine/agent/hosts.ts', 'export const a = 1;\n');
  write('fixtures/hosts/app.ts', "void import('./server.ts');\n");
  write('fixtures/hosts/server.ts', "console.log('serving');\n");
  write('client/attempt.ts', 'export {};\n');
});

describe('the context', () => {
  test('holds the recipe, and each program as one file in the layout of the repository', async () => {
    const files = await contextFiles(inputs());
    expect(files.map(({ path }) => path)).toEqual([
      'Dockerfile',
      'packages.txt',
      'setup.sh',
      'lab/fixtures/hosts/app.cjs',
      'lab/harness/engine/agent/agent.cjs',
    ]);
    const [app = '', agent = ''] = files.slice(3).map(({ content }) => content.toString());
    expect(app).toContain('serving');
    expect(agent).toContain('console.log(1)');
    expect(agent).not.toContain(': number');
  });

  test('is not made where a program imports what is not there', async () => {
    write('fixtures/hosts/app.ts', "import './gone.ts';\n");
    await expect(contextFiles(inputs())).rejects.toThrow('gone.ts');
  });

  test('of the published package holds the bundles that it brings', async () => {
    const bundles = ['fixtures/hosts/app.cjs', 'harness/engine/agent/agent.cjs'];
    for (const name of bundles) write(`dist/bundles/${name}`, `// ${name}\n`);
    const found = imageInputs({}, join(root, 'dist'));
    const programs = (await contextFiles(found)).slice(3);
    expect(programs.map(({ path, content }) => [path, content.toString()])).toEqual(
      bundles.map((name) => [`lab/${name}`, `// ${name}\n`]),
    );
    rmSync(join(root, 'dist/bundles/fixtures'), { recursive: true });
    expect(() => imageInputs({}, join(root, 'dist'))).toThrow('fixtures/hosts/app.cjs');
  });
});

describe('the tags', () => {
  test('stay while nothing changes', () => expect(tags()).toEqual(tags()));

  test.each([
    ['a program changes', () => write('fixtures/hosts/server.ts', 'export const a = 1;\n')],
    ['a program is added', () => write('fixtures/hosts/more/other.ts', 'export {};\n')],
    [
      'a program becomes executable',
      () => chmodSync(join(root, 'fixtures/hosts/server.ts'), 0o755),
    ],
  ])('of the lab alone change when %s', (_name, change) => {
    const before = tags();
    change();
    const after = tags();
    expect(after.base).toBe(before.base);
    expect(after.lab).not.toBe(before.lab);
  });

  test('of both change with the packages, the engine’s architecture and the named base', () => {
    const before = tags();
    const others = [
      imageTags(inputs(), 'arm64'),
      tags({ BADCONN_BASE_IMAGE: '127.0.0.1:5000/node' }),
      imageTags({ ...inputs(), nodeVersion: '0.0.0' }, 'amd64'),
    ];
    write('docker/host/packages.txt', 'curl\n');
    others.push(tags());
    expect(new Set([before, ...others].map(({ base }) => base)).size).toBe(5);
    expect(new Set([before, ...others].map(({ lab }) => lab)).size).toBe(5);
  });

  test('do not change with BADCONN_BASE_IMAGE=none, which only forbids to pull', () => {
    expect(tags({ BADCONN_BASE_IMAGE: 'none' })).toEqual(tags());
    expect(inputs({ BADCONN_BASE_IMAGE: 'none' }).mayPull).toBe(false);
    expect(inputs().mayPull).toBe(true);
  });

  test('do not change with a test beside a program', () => {
    const before = tags();
    write('harness/engine/agent/agent.test.ts', 'changed');
    expect(tags()).toEqual(before);
  });
});

test.each([
  ['harness/engine/agent/agent.ts', 'harness/engine/agent/agent.ts'],
  ['fixtures/hosts', 'fixtures/hosts'],
  ['docker/host/packages.txt', 'docker/host/packages.txt'],
])('an installation without %s is called incomplete', (gone, named) => {
  rmSync(join(root, gone), { recursive: true });
  expect(() => inputs()).toThrow(named);
});
