import { expect, test } from 'vitest';
import type { Cause, Grade } from '../../vocabulary/index.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import type { Event, NewEvent, Standing } from '../events.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { pairsOf, pairsText } from './pairs.ts';
import { scorecard, type Scorecard } from './scorecard.ts';

interface Given {
  cause: Cause | 'none';
  grade: Grade;
  code?: string;
  packets?: string;
}

/** A run at one vantage, in which these were observed, refused by a reset where nothing else is said. */
function cardOf(given: Record<string, Given>, standing: Standing = 'judged'): Scorecard {
  const scenarios = Object.keys(given);
  const vantages = ['client' as const];
  const run = { version: '0', seed: sampleSeed, diagnoser: 'a', vantages, jobs: 1, scenarios };
  const events: NewEvent[] = [{ type: 'run-started', ...run, cases: scenarios.length }];
  for (const [id, about] of Object.entries(given)) {
    const { cause, grade, code = 'ECONNREFUSED', packets = 'SYN > RST' } = about;
    const truth = { cause, best: { client: [], 'client+server': [] } };
    const attempt = { url: 'ws://10.0.0.2:80/', code, message: code, afterMs: 1 };
    const wire = { client: packets, server: packets };
    const verdict = { grade, why: '', breaches: [], candidates: [] };
    const conversation = conversationOf('');
    const observed = { phase: 'observe' as const, ok: true, durationMs: 1, attempt, wire };
    events.push({ type: 'case-started', case: id, scenario: id, title: id, truth });
    events.push({ type: 'phase-ended', case: id, ...observed });
    events.push({ type: 'diagnosed', case: id, vantage: 'client', verdict, conversation });
    events.push({ type: 'case-ended', case: id, standing, durationMs: 1 });
  }
  return scorecard(events.map((event) => ({ atMs: 1, ...event }) as Event));
}

const exact = { grade: 'exact' } as const;

test('a pair passes where both do, and is counted once', () => {
  const card = cardOf({
    'a/one': { cause: 'loopback-bind', ...exact },
    'a/three': { cause: 'not-listening', grade: 'wrong' },
    'a/two': { cause: 'wrong-port', grade: 'narrowest' },
  });
  expect(pairsOf(card)).toEqual([
    { cases: ['a/one', 'a/three'], vantage: 'client', passed: false },
    { cases: ['a/one', 'a/two'], vantage: 'client', passed: true },
    { cases: ['a/three', 'a/two'], vantage: 'client', passed: false },
  ]);
  expect(pairsText(card)).toBe('pairs of look-alikes passed: 1 of 3 at client');
});

const loopbackBind = { cause: 'loopback-bind', ...exact } as const;

test.each<[string, Given]>([
  ['another symptom', { cause: 'host-down', ...exact, code: 'EHOSTUNREACH' }],
  ['other packets', { cause: 'firewall-reject', ...exact, packets: 'SYN > ICMP 3/3' }],
  ['the same cause', loopbackBind],
])('%s makes no pair', (_, other) => {
  expect(pairsText(cardOf({ 'a/one': loopbackBind, 'a/other': other }))).toBe(undefined);
});

test('what was not judged is part of no pair', () => {
  const two = { 'a/one': loopbackBind, 'a/two': { cause: 'wrong-port', ...exact } } as const;
  expect(pairsText(cardOf(two))).toBe('pairs of look-alikes passed: 1 of 1 at client');
  expect(pairsText(cardOf(two, 'inconclusive'))).toBe(undefined);
});
