import { expect, test } from 'vitest';
import type { Event, Turn } from '../events.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';
import { steadinessText, waverings } from './steadiness.ts';

const exact: Turn = { grade: 'exact', candidates: ['wrong-port'], durationMs: 1 };
const events = sampleEvents();
const card = (turnsOf: (event: Event & { type: 'diagnosed' }) => Turn[] | undefined) =>
  scorecard(
    events.map((event): Event => {
      const turns = event.type === 'diagnosed' ? turnsOf(event) : undefined;
      return turns === undefined ? event : ({ ...event, turns } as Event);
    }),
  );

test('a run that asked once says nothing of it', () => {
  const once = card(() => undefined);
  expect([steadinessText(once), waverings(once)]).toEqual([undefined, []]);
});

test('a verdict that was not the same each time is told, with what was said how often', () => {
  const some = card(({ case: name, vantage }) => {
    if (name !== 'healthy/plain') return undefined;
    const other: Turn = { grade: 'wrong', candidates: ['not-listening'], durationMs: 9 };
    return vantage === 'client'
      ? [exact, other, exact]
      : [exact, { ...exact, durationMs: 2 }, exact];
  });
  expect(steadinessText(some)).toBe(
    'the same all 3 times: 1 of 2 verdicts; the worst of each counts',
  );
  expect(waverings(some)).toEqual([
    'healthy/plain at client: 2 × exact (wrong-port); 1 × wrong (not-listening)',
  ]);
});
