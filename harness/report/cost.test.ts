import { expect, test } from 'vitest';
import type { Event } from '../events.ts';
import { costText } from './cost.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

test('a run that counted nothing tells no cost', () => {
  expect(costText(scorecard(sampleEvents()))).toBe(undefined);
});

test('medians, and the most', () => {
  let packets = 0;
  const events = sampleEvents().map((event): Event => {
    if (event.type !== 'diagnosed') return event;
    packets += 10;
    const traffic = { connections: packets / 10, packets };
    return { ...event, conversation: { ...event.conversation, durationMs: 1500, traffic } };
  });
  const asked = packets / 10;
  const middle = Math.floor(asked / 2) + 1;
  expect(costText(scorecard(events))).toBe(
    `a verdict cost 1.5 s, ${middle} TCP connections and ${middle * 10} packets (medians; at most ${packets} packets)`,
  );
});

test('one connection is one', () => {
  const events = sampleEvents().map((event): Event => {
    if (event.type !== 'diagnosed') return event;
    const traffic = { connections: 1, packets: 5 };
    return { ...event, conversation: { ...event.conversation, durationMs: 1500, traffic } };
  });
  expect(costText(scorecard(events))).toContain('1.5 s, 1 TCP connection and 5 packets (');
});
