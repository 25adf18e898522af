import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Event } from '../events.ts';
import { sampleEvents } from '../report/sample-events.ts';
import { scorecard } from '../report/scorecard.ts';
import { readRun } from './read-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'badconn-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string): Promise<Event[]> => {
  const file = join(folder, 'events.jsonl');
  writeFileSync(file, text);
  return readRun(file);
};

const events = sampleEvents();
const lines = events.map((event) => `${JSON.stringify(event)}\n`);
const log = lines.join('');

test('what is written is read', async () => {
  expect(await read(log)).toEqual(events);
});

test('a log cut at any character gives the events before the cut', async () => {
  const first = lines[0]!.length;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: first, max: log.length }), async (length) => {
      const whole = log.slice(0, length).split('\n').length - 1;
      const found = await read(log.slice(0, length));
      expect(found).toEqual(events.slice(0, found.length));
      expect(found.length - whole).toBeGreaterThanOrEqual(0);
      expect(found.length - whole).toBeLessThanOrEqual(1);
    }),
  );
});

test('an event of a later version changes nothing', async () => {
  const later = { atMs: 1, type: 'case-repeated', case: 'healthy/plain' };
  const found = await read([log, JSON.stringify(later), '\n'].join(''));
  expect(found).toHaveLength(events.length + 1);
  expect(scorecard(found)).toEqual(scorecard(events));
});

test.each([
  ['text', `${lines[0]}hello\n${lines[1]}`, /line 2: /],
  ['text alone', 'hello', /line 1: /],
  ['a cut line that is not the last', `${lines[0]!.slice(0, 9)}\n${lines[1]}`, /line 1: /],
  ['another object', '{"atMs": 1, "tea": "green"}', /line 1: /],
  ['an event without a time', '{"type": "run-ended"}\n', /line 1: /],
  ['null', `${lines[0]}\n\nnull\n`, /line 4: /],
  ['a log without its beginning', lines[1]!, /none of its 1 events is run-started/],
])('%s is refused with its line', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(
    expect.objectContaining({ code: 'USAGE_EVENT_LOG', message: expect.stringMatching(message) }),
  );
});
