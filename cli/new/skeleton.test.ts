import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadScenarios } from '../../harness/case/registry.ts';
import { writeSkeleton } from './skeleton.ts';

let root = '';
const folder = (): string => join(root, 'scenarios');
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'badconn-skeleton-'));
  for (const room of ['harness', 'vocabulary'])
    await symlink(here(`../../${room}`), join(root, room));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const message = async (id: string): Promise<string> => {
  const error: unknown = await writeSkeleton(id, folder()).catch((thrown: unknown) => thrown);
  return error instanceof Error ? error.message : 'it was written';
};

test('what it writes loads, breaks no rule, and is formatted', async () => {
  await writeSkeleton('refused/bound-elsewhere', folder());
  const [one] = await loadScenarios(folder());
  expect(one).toMatchObject({
    id: 'refused/bound-elsewhere',
    scenario: { cause: 'bound-elsewhere' },
  });
  const text = await readFile(join(folder(), 'refused/bound-elsewhere.ts'), 'utf8');
  const style = await resolveConfig(here('skeleton.ts'));
  expect(await check(text, { ...style, parser: 'typescript' })).toBe(true);
});

test('a file that is there is left as it is', async () => {
  await writeSkeleton('refused/ipv6-only-bind', folder());
  expect(await message('refused/ipv6-only-bind')).toContain('exists already; it is left as it is');
});

test.each([
  '',
  'refused',
  'Refused/wrong-port',
  'refused/',
  '/wrong-port',
  'a/b/c',
  '../x/y',
  'a b/c',
])('no id: %j', async (id) => {
  expect(await message(id)).toContain('is no id of a scenario');
});

test('a cause that the vocabulary lacks', async () => {
  expect(await message('refused/lopback-bind')).toMatchInlineSnapshot(`
    "lopback-bind is no cause of the vocabulary.
      nearest: loopback-bind, ipv6-only-bind, ports-held
      Next: name a new state in vocabulary/cause.ts first: 'lopback-bind': 'One sentence.',"
  `);
});
