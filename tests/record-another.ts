/**
 * Records the requests of every case, at the client, under a seed of their own: on these the cheats of
 * fixtures/diagnosers/cheats/ are judged, whose table is the run that comes with badconn. `npm run record` does this
 * at its end; `node tests/record-another.ts` does this alone.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { readEventLog } from '../harness/report/event-log.ts';
import { shippable } from '../harness/run/shipped-run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = await mkdtemp(join(tmpdir(), 'badconn-another-'));
// Only the requests count, so whoever is asked is to be quick.
const diagnoser = [
  '--diagnoser',
  'cmd:fixtures/diagnosers/liars/always-healthy',
  '--vantage',
  'client',
];
const run = ['cli/badconn.js', 'run', ...diagnoser, '--out', out];
await execa(process.execPath, run, {
  cwd: root,
  reject: false,
  stdout: 'ignore',
  stderr: 'inherit',
});
const events = readEventLog(await readFile(join(out, 'events.jsonl'), 'utf8'));
await rm(out, { recursive: true });
const failed = events.filter((event) => event.type === 'case-ended' && event.standing !== 'judged');
const ended = events.find((event) => event.type === 'run-ended');
// 1: always-healthy fell short, as it must.
if (ended?.exitCode !== 1 || failed.length > 0) {
  throw new Error(
    `the labs failed, so nothing was recorded: ${JSON.stringify(failed)} ${ended?.why}`,
  );
}
const lines = shippable(events).map((event) => `${JSON.stringify(event)}\n`);
const file = new URL('../fixtures/diagnosers/cheats/another-run.jsonl.gz', import.meta.url);
await writeFile(file, gzipSync(lines.join(''), { level: 9 }));
process.stdout.write(
  'fixtures/diagnosers/cheats/another-run.jsonl.gz: the requests of every case at the client\n',
);
