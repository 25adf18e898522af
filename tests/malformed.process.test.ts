import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { compareRuns } from '../cli/compare-runs.ts';
import { diagnoseConnection } from '../cli/diagnose-connection.ts';
import { mergeShards } from '../cli/merge-shards.ts';
import { replay } from '../cli/replay-files.ts';
import { reportRuns } from '../cli/report-runs.ts';
import { runScenarios } from '../cli/run-scenarios.ts';
import { isBadconnError } from '../harness/errors.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';

const program = fileURLToPath(new URL('../cli/badconn.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'badconn-malformed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = sampleEvents()
  .map((event) => `${JSON.stringify(event)}\n`)
  .join('');
const kept = readFileSync(
  new URL('./recorded/evidence/not-listening.json', import.meta.url),
  'utf8',
);
const { before } = (JSON.parse(kept) as { 'client+server': { server: { before: object } } })[
  'client+server'
].server;
const report = JSON.stringify({ protocol: 1, before, attempts: 0 });
const collected = '@@ badconn-report 1\n@@ time 1\n@@ uid 0\n@@ end\n';
const expectations = JSON.stringify([
  { case: 'refused/wrong-port', vantage: 'client', grade: 'vague', reason: 'known' },
]);

/** A document changed at one place, which must be there. */
const changed = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, () => to);
};

const module_ = `module:${join(folder, 'module.mjs')}`;
const options = { diagnoser: module_, deadline: '1000', jobs: '1' };

/** What reads each kind of document, as a command and as what the command calls. */
const readers = {
  report: {
    argv: (file: string) => ['report', file],
    call: (file: string) => reportRuns([file], { format: 'terminal' }),
  },
  compare: {
    argv: (file: string) => ['compare', file, file],
    call: (file: string) => compareRuns([file, file], {}),
  },
  merge: {
    argv: (file: string) => ['merge', file],
    call: (file: string) => mergeShards([file], {}),
  },
  recorded: {
    argv: (file: string) => ['run', '--diagnoser', module_, '--recorded', file],
    call: (file: string) => runScenarios([], { ...options, recorded: file }),
  },
  replay: {
    argv: (file: string) => ['replay', file],
    call: (file: string) => replay([file], {}),
  },
  diagnose: {
    argv: (file: string) => ['diagnose', 'tcp://127.0.0.1:1', '--report', file],
    call: (file: string) =>
      diagnoseConnection('tcp://127.0.0.1:1', {
        report: [file],
        scrub: true,
        connectDeadline: '1500',
      }),
  },
  expectations: {
    argv: (file: string) => ['run', '--diagnoser', module_, '--expectations', file],
    call: (file: string) => runScenarios([], { ...options, expectations: file }),
  },
} as const;
type Reader = keyof typeof readers;
const ofRuns: Reader[] = ['report', 'compare', 'merge', 'recorded'];
const all = Object.keys(readers) as Reader[];
writeFileSync(join(folder, 'module.mjs'), 'export const diagnose = () => ({});\n');

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

/** Name, what is in the file, who reads it, and what is said of it. */
const documents: [name: string, content: string | Buffer, by: Reader[], said: RegExp][] = [
  ['empty', '', all, /it is empty|none of its 0 events|is not a run|Expected the output/],
  ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x80, 0xff, 0]), all, /is no text in UTF-8/],
  ['NUL bytes', '\0\0\0\0', all, /line 1.*found '\\u0000|given was/],
  ['UTF-16', utf16(log), all, /is UTF-16, and UTF-8 is what can be read/],
  ['a number', '42\n', all, /is 42, and must be an (object|array)|given was/],
  ['null', 'null\n', all, /is null, and must be an (object|array)|given was/],
  ['another document', '{"a": 1}\n', all, /it has no |it is an object, and must be an array/],
  ['HTML', '<!doctype html>\n<p>404</p>\n', all, /line 1.*column 1: found '<!doctype|given was/],
  ['deeply nested', `{"a": ${deep}}\n`, all, /nested deeper than 50 levels/],
  ['deeply nested and cut', `{"a": ${'['.repeat(100_000)}`, all, /complete|events is run-started/],
  [
    'a later type of atMs',
    changed(log, '"atMs":', '"atMs":"now","was":'),
    ofRuns,
    /line 1: \/atMs is 'now', and must be a number/,
  ],
  [
    'a field that is missing',
    changed(log, '"version":', '"was":'),
    ofRuns,
    /line 1: run-started: it has no version/,
  ],
  [
    'a field of another type',
    changed(log, '"vantages":[', '"vantages":"client","was":['),
    ofRuns,
    /\/vantages is 'client', and must be an array/,
  ],
  [
    'a grade that is none',
    changed(log, '"grade":"exact"', '"grade":"superb"'),
    ofRuns,
    /line \d+: diagnosed: \/verdict\/grade is 'superb', which is no grade; grades are exact/,
  ],
  [
    'a broken answer in an event',
    changed(log, '"breaches":[]', '"breaches":[{}]'),
    ofRuns,
    /\/verdict\/breaches\/0 is an object, and must be a string/,
  ],
  [
    'a truth that is none',
    changed(log, '"cause":"none"', '"cause":"gremlins"'),
    ofRuns,
    /\/truth\/cause is 'gremlins', which is no cause/,
  ],
  [
    'a line that is cut in the middle',
    changed(log, '}\n{', '\n{'),
    ofRuns,
    /line 1: no JSON: column \d+: it ends there/,
  ],
  [
    'a request of another protocol',
    changed(log, '"request":{"protocol":1', '"request":{"protocol":7'),
    ofRuns,
    /\/conversation\/request\/protocol is 7, and must be 1/,
  ],
  [
    'a phase that is null',
    `${log}{"atMs":1,"type":"phase-ended","case":"a","phase":null,"ok":true,"durationMs":1}\n`,
    ofRuns,
    /phase-ended: \/phase is null, which is no phase; phases are baseline/,
  ],
  [
    'a case that is cut',
    kept.slice(0, kept.length / 2),
    ['replay'],
    /it is no JSON: line \d+, column \d+: it ends there/,
  ],
  [
    'a case of an old version',
    changed(kept, '"version": 1', '"version": 0'),
    ['replay'],
    /\/client\/version is 0, and must be 1/,
  ],
  [
    'a case without attempts',
    changed(kept, '"attempts": [', '"attempts": null, "was": ['),
    ['replay'],
    /\/client\/attempts is null, and must be an array/,
  ],
  [
    'a case with a port that is none',
    changed(kept, '"port": ', '"port": 9'),
    ['replay'],
    /\/port is \d+, and must be <= 65535/,
  ],
  [
    'a case at another vantage',
    changed(kept, '"vantage": "client"', '"vantage": "client+server"'),
    ['replay'],
    /\/client\/vantage is 'client\+server', and must be 'client'/,
  ],
  [
    'a report of another protocol',
    changed(report, '"protocol":1', '"protocol":2'),
    ['diagnose'],
    /\/protocol is 2, and must be 1/,
  ],
  [
    'a report with null inside',
    changed(report, '"listeners":[', '"listeners":[null,'),
    ['diagnose'],
    /\/before\/listeners\/0 is null, and must be an object/,
  ],
  [
    'a report of nothing',
    '{"protocol":1,"before":null,"attempts":0}',
    ['diagnose'],
    /\/before is null, and must be an object/,
  ],
  ['a report as text, cut', collected.replace('@@ end\n', ''), ['diagnose'], /no "@@ end"/],
  [
    'a report as text of version 9',
    collected.replace('report 1', 'report 9'),
    ['diagnose'],
    /of version 1; given was version 9/,
  ],
  [
    'a passing grade that is expected',
    changed(expectations, 'vague', 'exact'),
    ['expectations'],
    /\/0\/grade is 'exact', which is no grade; grades are vague/,
  ],
  [
    'a list with a comma too many',
    changed(expectations, '}]', '},]'),
    ['expectations'],
    /line 1, column \d+: found '\]', where JSON has a value/,
  ],
];

/** A command ends with exit code 2 and the message, and without a stack trace. */
async function refusedBy(argv: readonly string[], said: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...argv], {
    env: { NODE_OPTIONS: '', DOCKER_HOST: 'unix:///nonexistent' },
    ...{ stdin: 'ignore', reject: false, timeout: 30_000 },
  });
  expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(said);
  expect(stderr).toMatch(/^ {2}Next: /m);
  expect(stderr).not.toMatch(/^ +at /m);
}

/** The same without a process, which is where the time goes. */
async function refused(reader: Reader, file: string, said: RegExp): Promise<void> {
  const error = await readers[reader].call(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isBadconnError(error)) throw new Error(`${reader} did not refuse it`, { cause: error });
  expect({ reader, exitCode: error.exitCode }).toEqual({ reader, exitCode: 2 });
  expect(error.shortMessage).toContain(`${file} `);
  expect(error.message).toMatch(said);
  expect(error.message.length).toBeLessThan(6000);
}

describe('a document that is wrong is exit code 2, and one message says what and where', () => {
  test.each(documents)('%s', async (name, content, by, said) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, content);
    for (const reader of by) await refused(reader, file, said);
  });

  test.each(all)('%s tells it on stderr, without a stack trace', async (reader) => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '[{"a": "\u001b[2J"}]\n');
    await refusedBy(readers[reader].argv(file), /other\.json is not an? .*: /);
  });
});

describe('what is no regular file is refused at once', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const link = join(folder, 'link');
  symlinkSync('/dev/zero', link);
  mkdirSync(join(folder, 'empty'));
  const places: [string, string, RegExp][] = [
    ['a pipe that nobody writes', pipe, /is a pipe, and a regular file is what can be read/],
    ['a device', '/dev/zero', /is a device, and a regular file/],
    ['a link to a device', link, /is a device, and a regular file/],
    ['nothing', join(folder, 'gone'), /cannot be read \(ENOENT\)/],
  ];
  test.each(places)('%s', async (_, file, said) => {
    for (const reader of all) await refused(reader, file, said);
  });

  test.each(['replay', 'diagnose', 'expectations'] as const)('a folder, by %s', async (reader) => {
    await refused(reader, join(folder, 'empty'), /is a folder, and a regular file/);
  });
});

test('a document larger than what is read says so', async () => {
  const file = join(folder, 'large.json');
  writeFileSync(file, '{"a": "');
  execFileSync('truncate', ['-s', '17M', file]);
  for (const reader of ['replay', 'diagnose', 'expectations'] as const) {
    await refused(reader, file, /is larger than 16 MiB, which is the most that is read/);
  }
});

test('a log with a line that does not end says so', async () => {
  const file = join(folder, 'line.jsonl');
  writeFileSync(file, `${log}{"a": "`);
  execFileSync('truncate', ['-s', '70M', file]);
  await refused('report', file, /has more than 64 MiB in line \d+/);
});

test('a log larger than what is read says so', async () => {
  const file = join(folder, 'large.jsonl');
  writeFileSync(file, log);
  execFileSync('truncate', ['-s', '513M', file]);
  await refused('report', file, /is larger than 512 MiB/);
});

test('a byte order mark of UTF-8 is no fault (RFC 8259, 8.1)', async () => {
  const file = join(folder, 'marked.json');
  writeFileSync(file, `\ufeff${kept}`);
  const { exitCode } = await execa(process.execPath, [program, 'replay', file]);
  expect(exitCode).toBe(0);
});

test('a log of a version that drew from a number is still read', async () => {
  const file = join(folder, 'numbered.jsonl');
  writeFileSync(file, log.replace(/"seed":"[^"]*"/, '"seed":42'));
  const { exitCode } = await execa(process.execPath, [program, 'report', file]);
  expect(exitCode).toBe(0);
});
