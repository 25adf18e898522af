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
  write('harness/engine/agent/agent.ts', "import { a } from './hosts.ts';\nconst b: number = a;\n");
  write('harness/engine/agent/hosts.ts', 'export const a = 1;\n');
  write('fixtures/hosts/server.ts', 'export {};\n');
  write('client/attempt.ts', 'export {};\n');
});

describe('the context', () => {
  test('holds the recipe, and the programs as JavaScript in the layout of the repository', () => {
    write('fixtures/hosts/server.test.ts', 'no program');
    const files = contextFiles(inputs());
    const paths = files.map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith('lab/node_modules/'))).toEqual([
      'Dockerfile',
      'packages.txt',
      'setup.sh',
      'lab/package.json',
      'lab/client/attempt.js',
      'lab/fixtures/hosts/server.js',
      'lab/harness/engine/agent/agent.js',
      'lab/harness/engine/agent/hosts.js',
    ]);
    expect(paths).toContain('lab/node_modules/ws/lib/websocket.js');
    const agent = files.find(({ path }) => path.endsWith('agent.js'))?.content.toString();
    expect(agent).toContain("'./hosts.js'");
    expect(agent).not.toContain(': number');
  });

  test('of the published package is found beside dist', () => {
    const dist = join(root, 'dist');
    for (const name of ['agent', 'hosts']) {
      write(`dist/harness/engine/agent/${name}.js`, 'export {};\n');
      write(`dist/harness/engine/agent/${name}.d.ts`, 'export {};\n');
    }
    write('dist/client/attempt.js', 'export {};\n');
    write('dist/fixtures/hosts/server.js', 'export {};\n');
    const found = contextFiles(imageInputs({}, dist)).map(({ path }) => path);
    expect(found).toContain('lab/harness/engine/agent/agent.js');
    expect(found.filter((path) => path.endsWith('.d.ts'))).toEqual([]);
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
  ['harness/engine/agent/agent.ts', 'harness/engine/agent/agent.js'],
  ['fixtures/hosts', 'fixtures/hosts'],
  ['docker/host/packages.txt', 'docker/host/packages.txt'],
])('an installation without %s is called incomplete', (gone, named) => {
  rmSync(join(root, gone), { recursive: true });
  expect(() => inputs()).toThrow(named);
});
