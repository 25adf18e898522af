import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patience } from './patience.ts';
import type { AttemptProgress } from './stage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Of fake time each of the two immediates takes a millisecond. */
const immediatesMs = 2;

/** After how many milliseconds silence is told, where the name is looked up after `namedMs`. */
async function silentAfter(way: AttemptProgress, namedMs?: number): Promise<number | undefined> {
  const startedAt = performance.now();
  let at: number | undefined;
  patience(way, 600, () => (at = performance.now() - startedAt - immediatesMs));
  if (namedMs !== undefined) {
    await vi.advanceTimersByTimeAsync(namedMs);
    way.stage = 'local';
    way.named?.();
  }
  await vi.advanceTimersByTimeAsync(10_000);
  return at;
}

test('an address has its time from the beginning', async () => {
  expect(await silentAfter({ stage: 'local' })).toBe(600);
});

test.each([10, 590, 610, 3000])('a name that takes %i ms has it from then on', async (namedMs) => {
  expect(await silentAfter({ stage: 'name' }, namedMs)).toBe(namedMs + 600);
});

test('a resolver that says nothing has as long as one question takes', async () => {
  expect(await silentAfter({ stage: 'name' })).toBe(5400);
});

test.each([
  ['upgrade', 2000],
  ['exchange', 2000],
  ['connect', 600],
] as const)('an answer has its own time: at the stage %s %i ms', async (stage, ms) => {
  const startedAt = performance.now();
  let at = 0;
  patience({ stage }, 600, () => (at = performance.now() - startedAt - immediatesMs), 2000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(at).toBe(ms);
});

test('after the end nothing is told', async () => {
  const way: AttemptProgress = { stage: 'name' };
  const silent = vi.fn<() => void>();
  patience(way, 600, silent).end();
  way.named?.();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(silent).not.toHaveBeenCalled();
});
