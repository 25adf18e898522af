import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EngineEndpoint } from './endpoints.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { isEngineAround } from './listens.ts';

const at = (path: string, from: EngineEndpoint['from'] = 'socket'): EngineEndpoint => ({
  from,
  address: `unix://${path}`,
  options: { socketPath: path },
});

test('an engine is around where a socket is listened on, and not where it is absent or left over', async () => {
  using folder = temporaryFolder();
  const [absent, dead, live] = ['absent', 'dead', 'live'].map((name) => join(folder.path, name));
  writeFileSync(dead!, '');
  await using server = createServer().listen(live);
  await once(server, 'listening');
  expect(await isEngineAround([at(absent!), at(dead!)])).toBe(false);
  expect(await isEngineAround([at(absent!), at(live!)])).toBe(true);
});

test('one that was chosen by hand counts, whether it answers or not', async () => {
  expect(await isEngineAround([at('/nonexistent', 'DOCKER_HOST')])).toBe(true);
});
