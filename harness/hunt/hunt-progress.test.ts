import { expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { ownSequence } from '../report/own-sequence.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { HuntProgress } from './hunt-progress.ts';
import type { Finding, News } from './hunt.ts';
import type { CaseOutcome } from './shortfall.ts';

const labCase = caseOf('refused/wrong-port');
const turn = { labCase, seed: sampleSeed };
const fine: CaseOutcome = { kind: 'judged', shortfalls: [] };
const met = { ...labCase.point!, ipVersion: 6, noise: 'rules' } as const;
const finding: Finding = {
  ...{
    labCase,
    seed: sampleSeed,
    met,
    least: { ...labCase.point!, ipVersion: 6 },
    isSteady: true,
    times: 2,
  },
  shortfall: {
    ...{ vantage: 'client', grade: 'wrong', candidates: ['not-listening'] },
    why: 'It names \u001b[2Janother.',
  },
};
const news: News[] = [
  { kind: 'ran', turn, outcome: fine, isTrial: false },
  { kind: 'ran', turn, outcome: { kind: 'inconclusive', why: 'no lab' }, isTrial: false },
  { kind: 'ran', turn, outcome: fine, isTrial: true },
  { kind: 'found', finding },
];

function shown(live: boolean): { text: string; progress: HuntProgress } {
  let text = '';
  const progress = new HuntProgress({
    ...{ minutes: 5, asked: { diagnoser: 'reference', deadlineMs: 10_000 } },
    ...{ columns: 80, colour: false, live, write: (more) => void (text += more) },
  });
  for (const each of news) progress.take(each);
  progress.end();
  return { text, progress };
}

test('a log has each finding, and in the end what was looked at', () => {
  const { text, progress } = shown(false);
  expect(progress.counts).toEqual({ ran: 2, trials: 1, inconclusive: 1 });
  const [first, why, least, replay, ...rest] = text.trimEnd().split('\n');
  expect(first).toBe('✗ refused/wrong-port: wrong at client');
  expect(why).toBe('  why      It names another.');
  expect(least).toBe('  least    ipVersion=6');
  expect(replay).toContain(`--seed ${sampleSeed} --at ipVersion=6,way=address,`);
  expect(rest.slice(0, 2)).toEqual([
    'met 2 times: refused/wrong-port',
    '1 labs failed, the first: no lab',
  ]);
  expect(rest.at(-1)).toMatch(
    /^2 cases at drawn points, 1 smaller variations, 1 finding, .* of 5 min$/,
  );
});

test('a terminal has one line more, which is written anew', () => {
  const { text } = shown(true);
  const lines = text.split('\n');
  expect(lines.filter((line) => line.includes('of 5 min'))).toHaveLength(news.length + 1);
  // Each but the first is written over the one before.
  expect(text.split(ownSequence('1', 'A')).length - 1).toBe(news.length);
});
