import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orUnwritten } from '../harness/unwritten.ts';

const program = fileURLToPath(new URL('../bin/badconn.js', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-unwritten-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A line of sh, in which `badconn` is this one; `ended` is its exit code, whatever it is piped into. */
async function sh(line: string): Promise<{ ended: number; stderr: string }> {
  const badconn = `"${process.execPath}" "${program}"`;
  const whole = line.replace(/badconn([^>|]*(?:2?> *\S+)?)/, (_, rest: string) => {
    return `{ ${badconn}${rest}; echo $? > ended; }`;
  });
  const { stderr } = await execa(`${whole}; cat ended >&2`, {
    shell: 'sh',
    cwd: folder,
    reject: false,
  });
  const lines = stderr.split('\n');
  return { ended: Number(lines.pop()), stderr: lines.join('\n') };
}

const told = expect.stringMatching(
  /^stdout cannot be written \(E[A-Z]+\)\.\n {2}Next: send it where there is room: .*$/,
) as string;

describe.skipIf(!existsSync('/dev/full'))('on a full device', () => {
  test.each(['list', 'list --json', '--help', 'explain ECONNREFUSED'])(
    'badconn %s ends with 5, and says why in two lines',
    async (command) => {
      expect(await sh(`badconn ${command} > /dev/full`)).toEqual({ ended: 5, stderr: told });
    },
  );

  test('a message that cannot be written leaves the exit code of what it is about', async () => {
    expect(await sh('badconn explain nonsense 2> /dev/full')).toEqual({ ended: 2, stderr: '' });
  });
});

test('a file that takes a part alone is not whole', async () => {
  // Blocks of 512 bytes; the signal would end the process (setrlimit(2), RLIMIT_FSIZE).
  const { ended, stderr } = await sh(`trap '' XFSZ; ulimit -f 2; badconn list --json > part`);
  expect({ ended, stderr }).toEqual({ ended: 5, stderr: told });
  expect((await stat(join(folder, 'part'))).size).toBe(1024);
});

test('a reader that went away before ends the output without a word', async () => {
  expect(await sh('badconn list --json | true')).toEqual({ ended: 5, stderr: '' });
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
