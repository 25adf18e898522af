import { describe, expect, test } from 'vitest';
import { usualExpectations, type ClientFacts, type Expectations } from './facts.ts';
import { gapsOf, judgeClient, mostWithin } from './judge-client.ts';

/** A client that tells of the failure at once, tries again, and comes back. */
const right: ClientFacts = {
  ...{
    case: 'refused/not-listening',
    url: 'http://10.0.0.7:8080/',
    text: 'ECONNREFUSED',
    saidMs: 30,
  },
  symptom: { stage: 'connect', code: 'ECONNREFUSED' },
  attemptsMs: [10, 510, 1510],
  ...{ connections: 0, left: 1, watchedMs: 3000, canRecover: true, recoveredMs: 900 },
  names: { host: false, port: false, kind: true },
};

const { saidMs: _, ...quiet } = right;
const { recoveredMs: __, ...lost } = right;
const exit = (code: number | null, signal: string | null = null): ClientFacts => ({
  ...lost,
  ...{ ended: { afterMs: 100, code, signal }, left: 0, canRecover: false },
});

const judge = (facts: ClientFacts, expected: Partial<Expectations> = {}): string[] =>
  judgeClient(facts, { ...usualExpectations, ...expected });

describe('what a client does', () => {
  test.each<[string, ClientFacts, string[]]>([
    ['tells, tries again and comes back', right, ['right']],
    ['tells, and ends with an error', exit(1), ['right']],
    ['says nothing and tries once', { ...quiet, attemptsMs: [10] }, ['hung']],
    ['says nothing and tries again', quiet, ['silent']],
    ['says nothing and ends', { ...exit(1), text: '', saidMs: undefined as never }, ['silent']],
    ['is killed', exit(null, 'SIGSEGV'), ['crashed']],
    ['catches nothing', { ...exit(1), text: 'Uncaught Error: x\nNode.js v24.1.0\n' }, ['crashed']],
    [
      'catches nothing, in Python',
      { ...exit(1), text: 'Traceback (most recent call last):\n' },
      ['crashed'],
    ],
    [
      'prints a trace, and goes on',
      { ...right, text: 'Traceback (most recent call last):\n' },
      ['right'],
    ],
    ['ends as if all were well', exit(0), ['false-success']],
    ['is never served', lost, ['never-recovers']],
    ['is not told of the remedy', { ...lost, canRecover: false }, ['right']],
    ['is served too late', { ...right, recoveredMs: 10_001 }, ['never-recovers']],
    ['tells too late', { ...right, saidMs: 5001 }, ['late']],
    ['holds what it began', { ...right, connections: 5 }, ['leaks']],
    ['leaves processes', { ...exit(1), left: 2 }, ['leaks']],
    ['tries too often', { ...right, attemptsMs: [0, 1, 2, 3, 4, 999] }, ['hammers']],
    ['tries as often as it may', { ...right, attemptsMs: [0, 1, 2, 3, 4, 1000] }, ['right']],
  ])('%s', (_name, facts, found) => {
    expect(judge(facts)).toEqual(found);
  });

  test('is held to what the caller says', () => {
    expect(judge(right, { backoffMs: 501 })).toEqual(['hammers']);
    expect(judge(right, { backoffMs: 500 })).toEqual(['right']);
    expect(judge(right, { reportsWithinMs: 29, recoversWithinMs: 899 })).toEqual([
      'late',
      'never-recovers',
    ]);
    expect(judge(right, { names: ['kind'] })).toEqual(['right']);
    expect(judge(right, { names: ['host', 'kind'] })).toEqual(['vague']);
  });
});

test('the busiest time counts, wherever it lies', () => {
  expect(mostWithin([0, 900, 950, 1000, 1899, 1900], 1000)).toBe(4);
  expect(mostWithin([], 1000)).toBe(0);
  expect(gapsOf([10, 30, 70])).toEqual([20, 40]);
});
