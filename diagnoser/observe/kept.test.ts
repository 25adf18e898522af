import { expect, test } from 'vitest';
import type { Kept } from '../evidence.ts';
import { factsWith } from '../conclude/sample-facts.ts';
import { kept } from './kept.ts';

const { evidence } = factsWith({});

/** Value of `endsBefore` for a client that was idle for 1500 ms. */
const endsBefore = (given: Kept, times: object = { answeredMs: 100, askedMs: 1600 }) =>
  kept.read(
    factsWith({
      evidence: { ...evidence, symptom: { ...evidence.symptom, ...times }, kept: given },
    }),
  )?.endsBefore;

test.each<[string, Kept, boolean | undefined]>([
  ['it says one second', { timeoutSeconds: 1, watchedMs: 0 }, true],
  ['it says one that a client may take for over', { timeoutSeconds: 2, watchedMs: 0 }, true],
  ['it says five', { timeoutSeconds: 5, watchedMs: 0 }, false],
  ['it closed after one', { closedAfterMs: 1000, watchedMs: 1000 }, true],
  ['it closed long after', { closedAfterMs: 5000, watchedMs: 5000 }, false],
  ['it stood for as long', { watchedMs: 1700 }, false],
  ['it was not waited for so long', { watchedMs: 1000 }, undefined],
])('%s', (_, given, ends) => {
  expect(endsBefore(given)).toBe(ends);
});

test('of a client that does not say how long it was idle nothing follows', () => {
  expect(endsBefore({ timeoutSeconds: 1, watchedMs: 0 }, {})).toBeUndefined();
  expect(kept.read(factsWith({}))).toBeUndefined();
});

test('of a WebSocket that ended by itself, its end is what was idle for so long', () => {
  const times = { afterMs: 1600, answeredMs: 100 };
  expect(endsBefore({ closedAfterMs: 1000, watchedMs: 1000, pings: 0 }, times)).toBe(true);
  expect(endsBefore({ watchedMs: 1700, pings: 2 }, times)).toBe(false);
  expect(endsBefore({ watchedMs: 1000, pings: 2 }, times)).toBeUndefined();
  expect(endsBefore({ closedAfterMs: 1000, watchedMs: 1000 }, times)).toBeUndefined();
});
