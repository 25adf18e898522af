import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleSeed } from '../../harness/topology/sample-seed.ts';
import { CommandLine } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'badconn-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const liar = ['--diagnoser', 'cmd:./fixtures/diagnosers/liars/always-healthy'];

test('what a run writes is what can be written later from what it kept', async () => {
  const formats = ['junit', 'markdown', 'html'];
  const files = formats.flatMap((format) => [`--${format}`, join(folder, format)]);
  const run = CommandLine.run(
    ['healthy/plain', 'refused/wrong-port'],
    // Without other traffic between the packets that are looked for.
    ['--seed', sampleSeed, '--at', 'noise=none', ...liar, ...files],
  );
  expect((await run.ended).code).toBe(1);
  for (const format of formats) {
    const later = await new CommandLine(['report', run.out, '--format', format]).ended;
    expect(later).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, format), 'utf8') === later.stdout, format).toBe(true);
  }
  const page = readFileSync(join(folder, 'html'), 'utf8');
  expect(page).toContain('DANGEROUS');
  // The SYN and the reset of the refused connection, seen at both ends.
  expect(page).toMatch(
    /<li class="whole plain .*[^-]SYN :\d+ &#62; :\d+.*\n<li class="whole reset .*RST-ACK/,
  );
});
