import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectDiagnoser } from '../connector.ts';
import { smoke, type SmokedQuestion } from './smoke.ts';

/** Long enough for a busy machine; what is to be found late has a deadline of its own. */
const patientMs = 30_000;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-smoke-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Keeps the contract, until a test changes a part of it. */
const good = {
  begin: '',
  id: String.raw`$(printf '%s' "$request" | sed -n 's/^\({\| \)* *"id": *"\(\([^"\\]\|\\.\)*\)".*/\2/p' | head -n 1)`,
  status: 'cannot-tell',
  candidates: '',
  more: '',
  end: '',
};

const program = (change: Partial<typeof good>): string => {
  const { begin, id, status, candidates, more, end } = { ...good, ...change };
  return String.raw`#!/bin/sh
request=$(cat | sed 's/,"/,\n"/g')
case "$request" in *carrier-pigeon:*) exit 127 ;; esac
${begin}
printf '{"protocol":1,"id":"%s","status":"%s","candidates":[%s],"diagnoser":{"name":"a","version":"1"}%s}\n' "${id}" '${status}' '${candidates}' '${more}'
${end}
`;
};

async function answeredBy(text: string, deadlineMs = patientMs): Promise<SmokedQuestion[]> {
  await writeFile(join(folder, 'diagnose'), text);
  await chmod(join(folder, 'diagnose'), 0o755);
  return smoke(await connectDiagnoser(folder), deadlineMs);
}

const findingsOf = async (text: string, name = 'plain', deadlineMs = patientMs) =>
  (await answeredBy(text, deadlineMs)).find((one) => one.name === name)?.findings;

test('what keeps the contract has nothing to mend, whatever it is asked', async () => {
  const answered = await answeredBy(program({}));
  expect(answered.map(({ name, findings }) => [name, findings])).toEqual(
    [
      ...['silence', 'plain', 'report', 'unknown-symptom', 'unknown-target'],
      ...['later-fields', 'huge-and-odd'],
    ].map((name) => [name, []]),
  );
  expect(answered.map(({ status }) => status)).toContain('unsupported');
});

describe('says precisely what is wrong', () => {
  test.each<[string, Partial<typeof good>, string]>([
    ['another id', { id: 'x' }, "id is 'x', and the request's is 'smoke-plain'."],
    [
      'logs on stdout',
      { begin: 'echo probing' },
      "logs on stdout before the answer ('probing'): put them on stderr.",
    ],
    [
      'a line that is no JSON',
      { begin: 'echo; echo; echo oops; exit 0' },
      "stdout holds no JSON document: line 3 is not JSON: 'oops'.",
    ],
    ['nothing', { begin: 'exit 0' }, 'stdout is empty, where one JSON document was expected.'],
    ['a cause that is none', { candidates: '"timeout"' }, "is 'timeout', which is no cause"],
    ['diagnosed as nothing', { status: 'diagnosed' }, "candidates is empty, and status is 'diag"],
    ['two answers', { end: 'echo "{}"' }, 'stdout holds a second JSON document after the answer.'],
    ['an exit code', { end: 'exit 1' }, 'It ended with exit code 1. Answer with exit code 0'],
    ['a signal', { begin: 'kill -SEGV $$' }, 'It was killed by SIGSEGV.'],
    ['a flood', { begin: 'exec yes' }, 'It printed more than is read'],
  ])('%s', async (_, change, finding) => {
    expect((await findingsOf(program(change)))?.join('\n')).toContain(finding);
  });

  test('an answer without an id', async () => {
    const text = program({}).replace('"id":"%s",', '').replace(good.id, '').replace(' ""', '');
    expect(await findingsOf(text)).toEqual(['the answer has no id.']);
  });

  test('a kind of target that it cannot know, and answers all the same', async () => {
    const text = program({}).replace(/^case.*$/m, '');
    expect((await findingsOf(text, 'unknown-target'))?.[0]).toMatch(
      /^status is 'cannot-tell', but the scheme of carrier-pigeon:.* or exit with 127\.$/,
    );
    expect(await findingsOf(text)).toEqual([]);
  });

  test('a field that a later version may add, and that makes it fail', async () => {
    const begin = 'case "$request" in *later*) exit 1 ;; esac';
    const text = program({ begin });
    expect(await findingsOf(text, 'later-fields')).toHaveLength(1);
    expect(await findingsOf(text)).toEqual([]);
  });

  test('no kind of target at all that it handles', async () => {
    const [first] = await answeredBy('#!/bin/sh\nexit 127\n');
    expect(first?.findings[0]).toContain('handles none of ws, http and tcp');
  });

  test('an interpreter that is not there', async () => {
    const [first] = await answeredBy('#!/nonexistent/ruby\n');
    expect(first?.findings[0]).toContain('could not be started');
    expect(first?.stderr).toEqual(['./diagnose is not there, or its interpreter is not']);
  });

  test('with its last words', async () => {
    const begin = 'printf "one\\ntwo\\n\\033[2Jthree\\nfour\\n" >&2; exit 3';
    const [first] = await answeredBy(program({ begin }));
    expect(first?.stderr).toEqual(['two', '\\u001b[2Jthree', 'four']);
  });
});

test('the deadline ends it and whatever it has started, daemons as well', async () => {
  const liar = fileURLToPath(
    new URL('../../../fixtures/diagnosers/liars/never-ends', import.meta.url),
  );
  const answered = await smoke(await connectDiagnoser(liar), 2000);
  for (const { findings, leftProcesses } of answered) {
    expect(findings[0]).toContain('It gave no answer within 2000 ms.');
    expect(leftProcesses).toBeGreaterThan(0);
  }
});

test('an interrupt ends all of it before the deadline, also one that came before the first question', async () => {
  const liar = fileURLToPath(
    new URL('../../../fixtures/diagnosers/liars/never-ends', import.meta.url),
  );
  const interrupted = new AbortController();
  const smoking = smoke(await connectDiagnoser(liar), 600_000, interrupted.signal);
  setTimeout(() => interrupted.abort(), 200);
  await expect(smoking).resolves.toHaveLength(7);
  await expect(
    smoke(await connectDiagnoser(liar), 600_000, AbortSignal.abort()),
  ).resolves.toHaveLength(7);
});

test('a module is asked the same', async () => {
  const file = join(folder, 'mine.ts');
  const answer = "status: 'cannot-tell', candidates: [], diagnoser: { name: 'a', version: '1' }";
  const text = `export const diagnose = ({ id }: { id: string }) => ({ protocol: 1, id, ${answer} });`;
  await writeFile(file, text);
  const answered = await smoke(await connectDiagnoser(`module:${file}`), patientMs);
  const wrong = answered.filter(({ findings }) => findings.length > 0);
  expect(wrong.map(({ name }) => name)).toEqual(['unknown-target']);
});

test('the reference diagnoser keeps the contract', async () => {
  const answered = await smoke(await connectDiagnoser('reference'), patientMs);
  expect(answered.flatMap(({ findings }) => findings)).toEqual([]);
});
