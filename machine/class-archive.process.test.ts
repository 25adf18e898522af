import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageOfClass, isClass, writeClass } from './class-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'badconn-class-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'class.tar');
const image = join(folder, 'image.tar');
const at = (path: string): string => join(folder, 'out/badconn-class', path);

/** A package that prints what it is called with. */
beforeAll(async () => {
  mkdirSync(join(folder, 'own/cli'), { recursive: true });
  mkdirSync(join(folder, 'own/node_modules/other'), { recursive: true });
  writeFileSync(join(folder, 'own/node_modules/other/index.js'), '');
  writeFileSync(join(folder, 'own/cli/badconn.js'), 'console.log(process.argv.slice(2).join(" "))');
  writeFileSync(image, 'layers '.repeat(100_000));
  const folders = [{ from: join(folder, 'own'), to: 'node_modules/badconn' }];
  await writeClass(file, { folders, node: process.execPath, image }, false);
  mkdirSync(join(folder, 'out'));
  await execa('tar', ['-xf', file, '-C', join(folder, 'out')]);
}, 120_000);

const start = async (argv: readonly string[], path = process.env['PATH'] ?? '') =>
  (await execa('sh', [at('start.sh'), ...argv], { env: { PATH: path }, extendEnv: false })).stdout;

test('an archive of a class is told from one of an image, and holds the image', async () => {
  expect(await isClass(file)).toBe(true);
  expect(await isClass(image)).toBe(false);
  await imageOfClass(file, join(folder, 'again.tar'));
  expect(readFileSync(join(folder, 'again.tar')).equals(readFileSync(image))).toBe(true);
  await expect(execa('ls', [at('node_modules/badconn/node_modules')])).rejects.toThrow(/No such/);
});

test('the start script loads the image once, and then serves', async () => {
  expect(await start(['--host', '192.0.2.1'])).toBe(
    'prepare --load image.tar\nserve --host 192.0.2.1',
  );
  expect(await start([])).toBe('serve');
  expect(await start(['doctor'])).toBe('doctor');
});

test('on a machine like this one, an old Node is replaced by the one that goes along', async () => {
  mkdirSync(join(folder, 'old'));
  writeFileSync(join(folder, 'old/node'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(folder, 'old/node'), 0o755);
  expect(await start(['doctor'], `${join(folder, 'old')}:/usr/bin:/bin`)).toBe('doctor');
});

test('what is there is not written over without being asked', async () => {
  const parts = { folders: [], node: process.execPath, image };
  await expect(writeClass(file, parts, false)).rejects.toMatchObject({ code: 'USAGE_SAVE' });
  expect((await execa('ls', [folder])).stdout).not.toContain('.part');
});

test('a folder copied from another machine loads the image again; other commands need none', async () => {
  writeFileSync(at('loaded'), 'another machine\n');
  expect(await start(['handout', '--track', 'refused'])).toBe('handout --track refused');
  expect(await start(['play'])).toBe('prepare --load image.tar\nplay');
  expect(await start(['exec', 'healthy/plain'])).toBe('exec healthy/plain');
});

test('without an engine the doctor is asked all the same, and messages name the script', async () => {
  rmSync(at('loaded'));
  const cli = at('node_modules/badconn/cli/badconn.js');
  const before = readFileSync(cli, 'utf8');
  const script = `console.log(process.env.BADCONN_COMMAND, process.argv[2]);
    if (process.argv[2] === 'prepare') { console.error('none answers'); process.exit(3); }`;
  writeFileSync(cli, script);
  const run = async (...argv: string[]) =>
    execa('sh', [at('start.sh'), ...argv], { reject: false, extendEnv: true });
  const [doctor, serve] = [await run('doctor'), await run()];
  writeFileSync(cli, before);
  expect([doctor.exitCode, doctor.stdout]).toEqual([0, 'sh start.sh prepare\nsh start.sh doctor']);
  expect([serve.exitCode, serve.stdout]).toEqual([3, 'sh start.sh prepare']);
  expect(serve.stderr).toContain('none answers\n  sh start.sh doctor lists');
});
