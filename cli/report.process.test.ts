import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonReport } from '../harness/report/json.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { recordedCapture } from '../tests/recorded-capture.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-report-'));
  const log = sampleEvents()
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');
  await writeFile(join(folder, 'events.jsonl'), log);
  await writeFile(join(folder, 'empty.jsonl'), '');
  for (const host of ['client', 'server']) {
    for (const kept of ['refused/not-listening', 'refused/loopback-bind.ipv4']) {
      await mkdir(join(folder, kept), { recursive: true });
      await writeFile(join(folder, kept, `${host}.pcap`), recordedCapture(`reset.${host}`));
    }
  }
  await writeFile(join(folder, 'refused/loopback-bind.ipv4/server.pcap'), 'none');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const report = async (...argv: string[]) => {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, 'report', ...argv], {
    env: { NODE_OPTIONS: '', COLUMNS: '100' },
    stdin: 'ignore',
    reject: false,
  });
  return { exitCode, stdout, stderr };
};

describe.concurrent('badconn report', () => {
  test('shows what the run has shown', async () => {
    const { exitCode, stdout, stderr } = await report(folder);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/\n6 passed, 12 failed$/);
  });

  test('takes the log itself', async () => {
    const { stdout } = await report(join(folder, 'events.jsonl'), '--format', 'json');
    expect(JSON.parse(stdout)).toEqual(jsonReport(scorecard(sampleEvents())));
  });

  test('writes a file, in a folder that need not be there', async () => {
    const file = join(folder, 'ci/junit.xml');
    const { exitCode, stdout } = await report(folder, '--format', 'junit', '--out', file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await readFile(file, 'utf8')).toMatch(/^<\?xml .*\n<testsuites [^]*<\/testsuites>\n$/);
  });

  test('puts several runs and their packets on one page', async () => {
    const { stdout } = await report(folder, folder, '--format', 'html');
    expect(stdout).toMatch(/^<!doctype html>\n<html lang="en">[^]*<\/html>$/);
    expect(stdout.match(/<li class="whole /g)).toHaveLength(4);
    expect(stdout).toContain('The packets cannot be shown. A capture cannot be read');
  });

  test('takes several runs', async () => {
    const { stdout } = await report(folder, folder, '--format', 'markdown');
    expect(stdout.match(/^### /gm)).toHaveLength(2);
  });
});

describe.concurrent('wrong use of badconn report is exit code 2, and says what is right', () => {
  const cases: [title: string, argv: () => string[], said: string[]][] = [
    ['no run', () => [], ["missing required argument 'run'"]],
    ['no such run', () => ['/nonexistent'], ['/nonexistent', 'ENOENT', 'badconn run --out']],
    ['a folder without a log', () => [tmpdir()], ['ENOENT', 'events.jsonl']],
    [
      'a log of nothing',
      () => [join(folder, 'empty.jsonl')],
      ['none of its 0 events is run-started', 'events.jsonl'],
    ],
    ['another file', () => [program], ['is not an event log: line 1: no JSON: column 1: found']],
    ['a format', () => [folder, '--format', 'pdf'], ['--format is pdf', 'junit, markdown, html']],
    ['two runs as JSON', () => [folder, folder, '--format', 'json'], ['takes one run', 'compare']],
    [
      'a file that cannot be',
      () => [folder, '--out', join(folder, 'events.jsonl/x')],
      ['cannot be written', '--out'],
    ],
  ];

  test.each(cases)('%s', async (_, argv, said) => {
    const { exitCode, stdout, stderr } = await report(...argv());
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    for (const text of said) expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
