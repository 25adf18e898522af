import { expect, test } from 'vitest';
import type { LessonEvent } from './lesson-events.ts';
import { offeredAfterMs, offeredHint } from './offer.ts';

const opened: LessonEvent = {
  ...{ type: 'lab-opened', atMs: 1000, durationMs: 900, code: 'ECONNREFUSED', message: '' },
};
const none = { hints: 0, isSolved: false };
const late = 1000 + offeredAfterMs;

test('a hint is offered after a while, and once', () => {
  expect(offeredHint([opened], none, late - 1)).toBeUndefined();
  expect(offeredHint([opened], none, late)).toBe(1);
  const offered: LessonEvent = { type: 'hint-offered', step: 1, atMs: late };
  expect(offeredHint([opened, offered], none, late + 10 * offeredAfterMs)).toBeUndefined();
});

test('each step forward takes its time', () => {
  const called: LessonEvent = { type: 'server-called', atMs: late };
  expect(offeredHint([opened, called], none, late + 1)).toBeUndefined();
  expect(offeredHint([opened, called], none, late + offeredAfterMs)).toBe(1);
  const hint: LessonEvent = { type: 'hint', step: 1, atMs: late };
  expect(offeredHint([opened, hint], { ...none, hints: 1 }, late + offeredAfterMs)).toBe(2);
});

test('the answer is never offered, and nothing once it is solved', () => {
  expect(offeredHint([opened], { hints: 3, isSolved: false }, late)).toBeUndefined();
  expect(offeredHint([opened], { hints: 0, isSolved: true }, late)).toBeUndefined();
  expect(offeredHint([], none, late)).toBeUndefined();
});
