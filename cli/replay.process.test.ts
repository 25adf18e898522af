import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recording } from '../diagnoser/recording.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-replay-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const badconn = async (...argv: string[]) =>
  execa(process.execPath, [program, ...argv], { reject: false, cwd: folder });

/** A refused connection of this machine, kept in case.json. */
async function saved(...options: string[]) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const url = `ws://localhost:${port}/tenants/acme`;
  return badconn('diagnose', url, '--save', 'case.json', '--json', ...options);
}

const file = (): string => join(folder, 'case.json');
const recording = async (): Promise<Recording> =>
  JSON.parse(await readFile(file(), 'utf8')) as Recording;

test('what was saved is concluded from again, and says the same', async () => {
  const { stdout, stderr, exitCode } = await saved();
  expect(exitCode).toBe(1);
  expect(stderr).toBe('Saved case.json, scrubbed; look at it before you give it away.');
  const answer = JSON.parse(stdout) as { candidates: string[] };
  const again = await badconn('replay', 'case.json', '--json');
  expect(again.exitCode).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({
    replayed: [
      {
        file: 'case.json',
        vantage: 'client+server',
        truth: 'unknown',
        answer: { candidates: answer.candidates },
      },
    ],
  });
});

test('it holds no path of the url, unless that is asked for', async () => {
  await saved();
  expect(await readFile(file(), 'utf8')).not.toContain('acme');
  await rm(file());
  expect((await saved('--no-scrub')).stderr).toBe('Saved case.json, not scrubbed.');
  expect(await readFile(file(), 'utf8')).toContain('/tenants/acme');
});

test('a verdict is held against the truth, where the file says it', async () => {
  const answer = JSON.parse((await saved()).stdout) as { candidates: [string] };
  const replayed = async (truth: string): Promise<object> => {
    await writeFile(file(), JSON.stringify({ ...(await recording()), truth }));
    const { exitCode, stdout } = await badconn('replay', 'case.json');
    return { exitCode, says: stdout.trim().split('\n').at(-1) };
  };
  const [cause] = answer.candidates;
  expect(await replayed(cause)).toEqual({
    exitCode: 0,
    says: `The truth is ${cause}: the verdict holds it.`,
  });
  expect(await replayed('none')).toEqual({
    exitCode: 1,
    says: 'The truth is none: the verdict misses it.',
  });
});

test('for a person, causes that look the same from the client are all named', async () => {
  const recorded = fileURLToPath(
    new URL('../tests/recorded/evidence/not-listening.json', import.meta.url),
  );
  const { stdout, exitCode } = await badconn('replay', recorded);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ {2}.*not-listening\.json, seen from the client$/m);
  expect(stdout).toMatch(
    /^✗ The connection fails at TCP, and \w+ causes look the same from here\.$/m,
  );
  expect(stdout).toMatch(/^ {3}1 {2}not-listening: Nothing listens on the port/m);
  expect(stdout).toMatch(/^ {2}.*not-listening\.json, seen from the client and the server$/m);
});

test('an earlier case is not overwritten, and nothing is tried', async () => {
  await saved();
  const before = await readFile(file(), 'utf8');
  const { exitCode, stderr, stdout } = await saved();
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('--save is case.json, which exists already');
  expect(await readFile(file(), 'utf8')).toBe(before);
});

describe('a file that is no case', () => {
  test.each([
    ['', 'it is empty'],
    ['{"truth":', 'it is no JSON: line 1, column 10: it ends there, and is not complete'],
    ['{}', 'it has no truth'],
    ['{"truth":"none"}', 'it has neither client nor client+server'],
    ['{"truth":"none","client":{"version":2}}', '/client/version is 2, and must be 1'],
  ])('%j', async (text, why) => {
    await writeFile(file(), text);
    const { exitCode, stderr } = await badconn('replay', 'case.json');
    expect({ exitCode, first: stderr.split('\n')[0] }).toEqual({
      exitCode: 2,
      first: `case.json is not a kept case: ${why}.`,
    });
  });

  test('that is not there', async () => {
    const { exitCode, stderr } = await badconn('replay', 'gone.json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('gone.json cannot be read (ENOENT).');
  });
});
