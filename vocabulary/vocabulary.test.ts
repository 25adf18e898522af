import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as words from './index.ts';

const lists: [string, readonly string[]][] = [
  ['certificateCodes', words.certificateCodes],
  ['errnos', words.errnos],
  ['statuses', words.statuses],
  ['vantages', words.vantages],
  ['openings', words.openings],
  ['standingWords', words.standingWords],
];

test.each(lists)('%s: no word comes twice', (_, list) => {
  expect(new Set(list).size).toBe(list.length);
});

test('causes are states in kebab-case, each with a sentence', () => {
  for (const [cause, sentence] of Object.entries(words.causes)) {
    expect(cause).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(sentence, cause).toMatch(/^[A-Z].*\.$/);
  }
  // A symptom is no cause.
  for (const symptom of ['timeout', 'refused', 'reset', 'silence', 'unreachable']) {
    expect(Object.keys(words.causes)).not.toContain(symptom);
  }
});

test('a class holds several causes, each once', () => {
  for (const [name, members] of Object.entries(words.classes)) {
    expect(members.length, name).toBeGreaterThan(1);
    expect(new Set(members).size, name).toBe(members.length);
  }
});

test('what is silent holds what is silent but alive', () => {
  expect(words.classes.silent).toEqual(expect.arrayContaining([...words.classes.silentButAlive]));
});

test('exact and narrowest pass, and are the best', () => {
  expect(Object.keys(words.grades).slice(0, 2)).toEqual(words.passing);
});

describe('the published schemas', () => {
  const ajv = new Ajv2020({ strict: true });
  const request = ajv.compile(words.requestSchema);
  const answer = ajv.compile(words.answerSchema);
  const report = new Ajv2020({ strict: true }).compile(words.serverReportSchema);

  const asked = {
    protocol: 1,
    id: 'a',
    target: { url: 'ws://10.0.0.3:4000/' },
    symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', afterMs: 1.5 },
    vantage: 'client',
    deadlineMs: 10_000,
    seed: 7,
  };
  const answered = {
    protocol: 1,
    id: 'a',
    status: 'diagnosed',
    candidates: ['wrong-port'],
    evidence: [{ observed: 'Connected to port 4001.', for: ['wrong-port'], against: [] }],
    remedy: { action: 'use-right-port', text: 'Use 4001.', commands: [] },
    diagnoser: { name: 'mine', version: '1' },
  };
  const looked = {
    ...{ takenAtMs: 1, root: true, addresses: [], routes: [], listeners: [], firewall: [] },
    ...{ counters: {}, sysctls: {}, sockets: {}, processes: [], markers: {}, missing: [] },
  };

  test('accept what the contract says', () => {
    expect(request(asked), JSON.stringify(request.errors)).toBe(true);
    expect(answer(answered), JSON.stringify(answer.errors)).toBe(true);
    expect(report({ protocol: 1, before: looked, attempts: 0 })).toBe(true);
    const both = { protocol: 1, before: looked, after: looked, attempts: 1 };
    expect(request({ ...asked, vantage: 'client+server', server: both })).toBe(true);
  });

  test('accept a cause outside the vocabulary by its prefix', () => {
    const own = 'x-licence-expired';
    expect(answer({ ...answered, candidates: [own, 'wrong-port'] })).toBe(true);
    expect(answer({ ...answered, evidence: [{ observed: 'It says so.', for: [own] }] })).toBe(true);
    expect([own, 'wrong-port', 'wrong-prot', 'x-', 'x-A', 'none'].filter(words.isCause)).toEqual([
      own,
      'wrong-port',
    ]);
  });

  test('accept a field that a later version may add', () => {
    expect(request({ ...asked, later: 1 })).toBe(true);
    expect(answer({ ...answered, later: 1 })).toBe(true);
  });

  test.each([
    ['another protocol', { protocol: 2 }],
    ['a status outside the vocabulary', { status: 'sure' }],
    ['a cause outside the vocabulary', { candidates: ['timeout'] }],
    ['a misspelt cause', { candidates: ['wrong-prot'] }],
    ['a cause of its own that is no state', { candidates: ['x-'] }],
    ['a cause twice', { candidates: ['wrong-port', 'wrong-port'] }],
    ['evidence without an observation', { evidence: [{ for: ['wrong-port'] }] }],
    ['a remedy without an action', { remedy: { text: 'a', commands: [] } }],
    ['no name', { diagnoser: { version: '1' } }],
  ])('an answer with %s is refused', (_, parts) => {
    expect(answer({ ...answered, ...parts })).toBe(false);
  });

  test.each(words.requestSchema.required)('a request without %s is refused', (field) => {
    expect(request({ ...asked, [field]: undefined })).toBe(false);
  });
});
