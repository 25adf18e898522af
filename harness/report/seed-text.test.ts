import { expect, test } from 'vitest';
import { sampleSeed } from '../topology/sample-seed.ts';
import type { Event } from '../events.ts';
import { jsonReport } from './json.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';
import { seedText } from './seed-text.ts';
import { scorecardText } from './terminal.ts';

/** A log as versions wrote it whose seeds were numbers of 31 bits. */
const older = sampleEvents().map((event) =>
  event.type === 'run-started' ? ({ ...event, seed: 42 } as unknown as Event) : event,
);

test('a seed is told as it is', () => {
  expect(seedText(sampleSeed)).toBe(sampleSeed);
  expect(seedText(undefined)).toBe('unknown');
});

test('a log with a number as seed is read, and told to be of an older version', () => {
  const text = scorecardText(scorecard(older), { columns: 120, colour: false });
  expect(text).toContain('seed 42 (of an older version, which this one cannot repeat)');
  expect(text, 'it would be refused').not.toContain('--seed');
  expect(text).toContain("npx badconn run refused/not-listening --diagnoser 'cmd:./my diagnoser'");
  expect(jsonReport(scorecard(older)).seed).toBe('42');
});
