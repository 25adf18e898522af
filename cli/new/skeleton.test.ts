import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadScenarios } from '../../harness/case/registry.ts';
import { causes } from '../../vocabulary/index.ts';
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
  const error: unknown = await writeSkeleton(id, folder(), false).catch(
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? error.message : 'it was written';
};

test('what it writes for any cause loads, breaks no rule, and is formatted', async () => {
  const ids = [
    ...Object.keys(causes).map((cause) => `refused/${cause}`),
    ...['refused/x-own', 'healthy/looks-bad'],
  ];
  for (const id of ids) await writeSkeleton(id, folder(), false);
  const loaded = await loadScenarios(folder());
  expect(loaded.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  const style = await resolveConfig(here('skeleton.ts'));
  for (const id of ids) {
    const text = await readFile(join(folder(), `${id}.ts`), 'utf8');
    expect(await check(text, { ...style, parser: 'typescript' }), id).toBe(true);
  }
  expect(await readFile(join(folder(), 'refused/x-own.ts'), 'utf8')).toContain("cause: 'x-own',");
  expect(await readFile(join(folder(), 'refused/host-down.ts'), 'utf8')).toContain("'silent',");
});

test('in a folder of one’s own it imports the package', async () => {
  const own = join(root, 'own');
  await writeSkeleton('refused/x-own', own);
  expect(await readFile(join(own, 'refused/x-own.ts'), 'utf8')).toContain(
    "from 'badconn/harness';",
  );
});

test('a file that is there is left as it is', async () => {
  expect(await message('refused/ipv6-only-bind')).toContain('exists already and was not changed');
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

test.each([
  ['refused/lopback-bind', 'refused/loopback-bind'],
  ['refused/licence-gone', 'refused/x-licence-gone'],
])('%s has no cause, and %s would', async (given, next) => {
  const cause = given.split('/')[1];
  expect(await message(given)).toBe(
    `${cause} is no cause of the vocabulary, and has no x- before it.\n  Next: npx badconn new ${next} --scenarios ${folder()}`,
  );
});
