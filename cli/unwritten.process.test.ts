import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orUnwritten } from '../harness/unwritten.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-unwritten-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A line of sh, in which `badconn` is this one; `ended` is its exit code, whatever it is piped into. */
async function sh(line: string): Promise<{ ended: number; stdout: string; stderr: string }> {
  const badconn = `"${process.execPath}" "${program}"`;
  const whole = line.replace(/badconn([^>|]*(?:2?> *\S+)?)/, (_, rest: string) => {
    return `{ ${badconn}${rest}; echo $? >&3; }`;
  });
  const options = { shell: 'sh', cwd: folder, reject: false } as const;
  const { stdio } = await execa(whole, { ...options, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const [, stdout = '', stderr = '', ended] = stdio.map(String);
  return { ended: Number(ended), stdout, stderr };
}

const told = expect.stringMatching(
  /^stdout cannot be written \(E[A-Z]+\)\.\n {2}Next: send it where there is room: .*$/,
) as string;

describe.skipIf(!existsSync('/dev/full'))('on a full device', () => {
  test.each(['list', 'list --json', '--help', 'explain ECONNREFUSED'])(
    'badconn %s ends with 5, and says why in two lines',
    async (command) => {
      expect(await sh(`badconn ${command} > /dev/full`)).toEqual({
        ended: 5,
        stdout: '',
        stderr: told,
      });
    },
  );

  test('a message that cannot be written leaves the exit code of what it is about', async () => {
    expect(await sh('badconn explain nonsense 2> /dev/full')).toEqual({
      ended: 2,
      stdout: '',
      stderr: '',
    });
  });
});

test('a file that takes a part alone is not whole', async () => {
  // Blocks of 512 bytes; the signal would end the process (setrlimit(2), RLIMIT_FSIZE).
  const { ended, stderr } = await sh(`trap '' XFSZ; ulimit -f 2; badconn list --json > part`);
  expect({ ended, stderr }).toEqual({ ended: 5, stderr: told });
  expect((await stat(join(folder, 'part'))).size).toBe(1024);
});

test('a reader that went away before ends the output without a word', async () => {
  expect(await sh('badconn list --json | true')).toEqual({ ended: 5, stdout: '', stderr: '' });
});

test.each([
  [0, false, 0],
  [1, false, 1],
  [0, true, 5],
  [1, true, 5],
  [2, true, 2],
  [3, true, 3],
  [4, true, 4],
  [130, true, 130],
])('exit code %i, unwritten %s: %i', (exitCode, isUnwritten, expected) => {
  expect(orUnwritten(exitCode, isUnwritten)).toBe(expected);
});

describe('what cannot be kept takes nothing else along', () => {
  const module = `export const diagnose = ({ id }) => ({
    protocol: 1, id, diagnoser: { name: 'none', version: '1' }, status: 'cannot-tell',
    candidates: [], evidence: [] });`;
  const run = 'badconn run refused/not-listening --diagnoser module:mine.mjs --json';
  beforeEach(() => writeFile(join(folder, 'mine.mjs'), module));

  test.each([
    ['an event log and what is kept beside it', '--out runs', 'events.jsonl'],
    ['a report', '--html page.html', 'page.html'],
  ])('%s', async (_, option, file) => {
    const { ended, stdout, stderr } = await sh(`trap '' XFSZ; ulimit -f 1; ${run} ${option}`);
    expect(ended).toBe(5);
    expect(stderr).toMatch(new RegExp(`${file} cannot be written: .+ \\(EFBIG\\)\\.$`, 'm'));
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 1, fellShort: 2 });
  });

  test('a case of diagnose, which must not block the next one either', async () => {
    const diagnose = 'badconn diagnose tcp://127.0.0.1:9 --json --save case.json';
    const { ended, stdout, stderr } = await sh(`trap '' XFSZ; ulimit -f 1; ${diagnose}`);
    expect(ended).toBe(5);
    expect(stderr).toMatch(/^case\.json cannot be written: .+ \(EFBIG\)\./);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'diagnosed' });
    expect(existsSync(join(folder, 'case.json'))).toBe(false);
  });

  test('--out onto a file is wrong use, and is not about space', async () => {
    const { ended, stderr } = await sh(`${run} --out mine.mjs`);
    expect(ended).toBe(2);
    expect(stderr).toContain('cannot be written: a file is in the way');
    expect(stderr).not.toContain('space');
  });
});
