import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { harmOfCommand } from '../harness/judge/commands.ts';
import { judge } from '../harness/judge/judge.ts';
import {
  answerSchema,
  causes,
  classes,
  grades,
  requestSchema,
  statuses,
  type Answer,
  type Request,
} from '../vocabulary/index.ts';

const page = readFileSync(new URL('diagnosers.md', import.meta.url), 'utf8');
const documents = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(
  ([, text = '']) => JSON.parse(text) as unknown,
);
const [asked, answered, askedBoth, answeredBoth] = documents as [Request, Answer, Request, Answer];

test('a conversation at each vantage, and no other document', () => {
  expect(documents).toHaveLength(4);
  expect([asked.vantage, askedBoth.vantage]).toEqual(['client', 'client+server']);
});

test.each([
  ['request at the client', requestSchema, asked],
  ['request with a report', requestSchema, askedBoth],
  ['answer at the client', answerSchema, answered],
  ['answer with a report', answerSchema, answeredBoth],
])('the %s keeps the contract', (_, schema, document) => {
  const validate = new Ajv2020().compile(schema);
  validate(document);
  expect(validate.errors).toBe(null);
});

test.each([
  ['narrowest', asked, answered],
  ['exact', askedBoth, answeredBoth],
])('is graded as it says: %s', async (grade, request, answer) => {
  const truth = {
    cause: 'wrong-port',
    best: { client: classes.refusedByTarget, 'client+server': ['wrong-port'] },
  } as const;
  const stdout = JSON.stringify(answer);
  const ended = { exitCode: 0, stdout, stderr: '', durationMs: 1, leftProcesses: 0 };
  const conversation = { request, ...ended };
  const verdict = await judge({ truth, vantage: request.vantage, conversation });
  expect(verdict.grade, verdict.why).toBe(grade);
});

describe('commands that are known to harm', () => {
  const section = page.slice(page.indexOf('### Commands'));
  const commandsIn = (begin: string): string[] => {
    const from = section.slice(section.indexOf(begin));
    const item = from.slice(0, from.search(/[;.]\n/));
    return [...item.matchAll(/`([^`]+)`/g)].map(([, command = '']) =>
      command.replaceAll('\n', ' '),
    );
  };

  test.each(commandsIn('- harm everywhere'))('%s, everywhere', (command) => {
    expect(harmOfCommand({ cause: 'host-firewall-drop' }, command)).toEqual(expect.any(String));
  });

  test.each(commandsIn('- harm unless a firewall'))('%s, unless it mends', (command) => {
    expect(harmOfCommand({ cause: 'wrong-port' }, command)).toEqual(expect.any(String));
    expect(harmOfCommand({ cause: 'host-firewall-drop' }, command)).toBeUndefined();
  });

  test.each(commandsIn('- harm unless TIME_WAIT'))('%s, unless it mends', (command) => {
    expect(harmOfCommand({ cause: 'ports-held' }, command)).toEqual(expect.any(String));
    expect(harmOfCommand({ cause: 'time-wait-flood' }, command)).toBeUndefined();
  });
});

describe('no word is left out', () => {
  const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word));
  test.each([
    ['grades', Object.keys(grades)],
    ['statuses', statuses],
    ['fields of the request', Object.keys(requestSchema.properties)],
    ['fields of the answer', Object.keys(answerSchema.properties)],
  ])('%s', (_, words) => {
    const missing = words.filter((word) => !named.has(word) && !page.includes(`\`${word}.`));
    expect(missing).toEqual([]);
  });

  test('and no cause is invented', () => {
    for (const one of [answered, answeredBoth]) {
      expect(Object.keys(causes)).toEqual(expect.arrayContaining(one.candidates));
    }
  });
});
