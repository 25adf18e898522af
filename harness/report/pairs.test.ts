import { expect, test } from 'vitest';
import type { Grade } from '../../vocabulary/index.ts';
import { conversationOf, loopbackBind } from '../judge/sample-trial.ts';
import type { Event, NewEvent, Standing } from '../run/events.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { lookalikePairs, pairsText } from './pairs.ts';
import { scorecard, type Scorecard } from './scorecard.ts';

/** A run at one vantage with these grades; all its scenarios look alike. */
function cardOf(grades: Record<string, Grade>, standing: Standing = 'judged'): Scorecard {
  const scenarios = Object.keys(grades);
  const vantages = ['client' as const];
  const run = { version: '0', seed: sampleSeed, diagnoser: 'a', vantages, jobs: 1, scenarios };
  const events: NewEvent[] = [{ type: 'run-started', ...run, cases: scenarios.length }];
  for (const [id, grade] of Object.entries(grades)) {
    const lookalikes = scenarios.filter((other) => other !== id);
    const about = { case: id, scenario: id, title: id, truth: loopbackBind, lookalikes };
    const verdict = { grade, why: '', breaches: [], candidates: [] };
    const conversation = conversationOf('');
    events.push({ type: 'case-started', ...about });
    events.push({ type: 'diagnosed', case: id, vantage: 'client', verdict, conversation });
    events.push({ type: 'case-ended', case: id, standing, durationMs: 1 });
  }
  return scorecard(events.map((event) => ({ atMs: 1, ...event }) as Event));
}

test('a pair passes where both do, and is counted once', () => {
  const card = cardOf({ 'a/one': 'exact', 'a/two': 'narrowest', 'a/three': 'wrong' });
  expect(lookalikePairs(card)).toEqual([
    { scenarios: ['a/one', 'a/two'], vantage: 'client', passed: true },
    { scenarios: ['a/one', 'a/three'], vantage: 'client', passed: false },
    { scenarios: ['a/three', 'a/two'], vantage: 'client', passed: false },
  ]);
  expect(pairsText(card)).toBe('pairs of look-alikes passed: 1 of 3 at client');
});

test('what was not judged is part of no pair', () => {
  expect(pairsText(cardOf({ 'a/one': 'exact', 'a/two': 'exact' }, 'inconclusive'))).toBe(undefined);
});
