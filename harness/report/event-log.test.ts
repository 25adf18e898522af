import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventLogWriter, readEventLog } from './event-log.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

const events = sampleEvents();
const lines: string[] = [];
const writeEvent = eventLogWriter((line) => lines.push(line));
for (const event of events) writeEvent(event);
const log = lines.join('');

test('what is written is read', () => {
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  expect(readEventLog(log)).toEqual(events);
});

test('a log cut at any character gives the events before the cut', () => {
  fc.assert(
    fc.property(fc.nat(log.length), (length) => {
      const whole = log.slice(0, length).split('\n').length - 1;
      const read = readEventLog(log.slice(0, length));
      expect(read).toEqual(events.slice(0, read.length));
      expect(read.length - whole).toBeGreaterThanOrEqual(0);
      expect(read.length - whole).toBeLessThanOrEqual(1);
    }),
  );
});

test('an event of a later version changes nothing', () => {
  const later = { atMs: 1, type: 'case-repeated', case: 'healthy/plain' };
  const read = readEventLog([log, JSON.stringify(later), '\n'].join(''));
  expect(read).toHaveLength(events.length + 1);
  expect(scorecard(read)).toEqual(scorecard(events));
});

test.each([
  ['text', `${lines[0]}hello\n${lines[1]}`, 'Line 2 of the event log is not an event: "hello".'],
  ['text alone', 'hello', 'Line 1 of the event log is not an event: "hello".'],
  ['a cut line that is not the last', `${lines[0]!.slice(0, 9)}\n${lines[1]}`, /^Line 1 /],
  ['another object', '{"atMs": 1, "tea": "green"}', /^Line 1 /],
  ['an event without a time', '{"type": "run-ended"}\n', /^Line 1 /],
  ['null', `${lines[0]}\n\nnull\n`, /^Line 4 /],
])('%s is refused with its line', (_, text, message) => {
  expect(() => readEventLog(text)).toThrow(
    expect.objectContaining({ code: 'USAGE_EVENT_LOG', message: expect.stringMatching(message) }),
  );
});
