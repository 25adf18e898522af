import { createServer } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EngineEndpoint } from './endpoints.ts';
import { fakeEngine, temporaryFolder } from './fake-engine.fixture.ts';
import { findEngine } from './find-engine.ts';

const socket = (path: string): EngineEndpoint => ({
  from: 'socket',
  address: `unix://${path}`,
  options: { socketPath: path },
});

test('the first engine that answers is taken, and each that did not is named with its reason', async () => {
  using folder = temporaryFolder();
  const [absent, dead, first, second] = ['absent', 'dead', 'first', 'second'].map((name) =>
    join(folder.path, name),
  ) as [string, string, string, string];
  writeFileSync(dead, '');
  await using _first = await fakeEngine(first, { Version: '27.1.0', ApiVersion: '1.46' });
  await using _second = await fakeEngine(second);

  const { engine, silent } = await findEngine([absent, dead, first, second].map(socket));
  expect(engine).toMatchObject({
    endpoint: { address: `unix://${first}` },
    version: '27.1.0',
    apiVersion: '1.46',
    architecture: 'amd64',
  });
  expect(silent.map(({ endpoint, why }) => [endpoint.address, why])).toEqual([
    [`unix://${absent}`, 'ENOENT'],
    [`unix://${dead}`, 'ECONNREFUSED'],
  ]);
});

test('a server that is no engine is passed over', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'garbage');
  const server = createServer((connection) => connection.end('220 mail\r\n')).listen(path);
  await once(server, 'listening');
  const { engine, silent } = await findEngine([socket(path)]);
  server.close();
  expect(engine).toBeUndefined();
  expect(silent[0]?.why).toBe('HPE_INVALID_CONSTANT');
});

test.each([
  ['an older API', { ApiVersion: '1.40', Version: '19.03.15' }, 'Docker 19.03.15 (API 1.40'],
  ['Windows containers', { Os: 'windows' }, 'windows); the labs need Linux containers'],
])('an engine with %s is refused by name', async (_name, version, words) => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'docker.sock');
  await using _ = await fakeEngine(path, version);
  const error = await findEngine([socket(path)]).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'MACHINE_ENGINE_UNFIT', exitCode: 3 });
  expect(String(error)).toContain(words);
});

test('a context that does not exist is said as such', async () => {
  const { silent } = await findEngine([
    { from: 'DOCKER_CONTEXT', address: 'nowhere', options: undefined },
  ]);
  expect(silent[0]?.why).toBe('there is no such context');
});
