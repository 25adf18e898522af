import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { existsSync } from 'node:fs';
import { classes } from '../../vocabulary/index.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { skeletonLanguages, writeDiagnoser } from './diagnoser-skeleton.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { smoke } from '../../harness/guest/smoke/smoke.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-skeleton-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const interpreters = { sh: 'sh', python: 'python3', node: 'node', php: 'php' };
const isHere = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((path) => existsSync(join(path, program)));

describe.each(skeletonLanguages)('a new diagnoser in %s', (language) => {
  // The client host of a lab has all of them: tests/docker/skeletons.test.ts runs each.
  test.skipIf(!isHere(interpreters[language]))('keeps the contract as it is written', async () => {
    const file = await writeDiagnoser(language, join(folder, 'mine'));
    expect((await stat(file)).mode & 0o777).toBe(0o755);
    const answered = await smoke(await connectDiagnoser(join(folder, 'mine')), 30_000);
    expect(answered.flatMap(({ findings }) => findings)).toEqual([]);
    const statuses = Object.fromEntries(answered.map(({ name, status }) => [name, status]));
    expect(statuses).toMatchObject({ plain: 'diagnosed', silence: 'cannot-tell' });
  });
});

test.each(skeletonLanguages)('%s names what a refusal leaves possible', async (language) => {
  const file = new URL(`./diagnoser/${language}/diagnose`, import.meta.url);
  const text = await readFile(file, 'utf8');
  const absent = classes.refusedByTarget.filter(
    (cause) => !new RegExp(`['"]${cause}['"]`).test(text),
  );
  expect(absent, 'classes.refusedByTarget has them').toEqual([]);
});

test('what is there is left as it is', async () => {
  await writeFile(join(folder, 'diagnose'), 'mine');
  await expect(writeDiagnoser('sh', folder)).rejects.toMatchObject({
    code: 'USAGE_DIAGNOSER_EXISTS',
    exitCode: 2,
  });
  expect((await stat(join(folder, 'diagnose'))).size).toBe(4);
});

test('a folder that cannot be made', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(writeDiagnoser('sh', join(folder, 'file/below'))).rejects.toMatchObject({
    code: 'USAGE_CANNOT_WRITE',
  });
});

test('there is a folder for each language, and no other', async () => {
  const folders = await readdir(new URL('./diagnoser', import.meta.url));
  expect(folders.toSorted()).toEqual(skeletonLanguages.toSorted());
});
