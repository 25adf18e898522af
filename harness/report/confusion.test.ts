import { expect, test } from 'vitest';
import type { Vantage } from '../../vocabulary/index.ts';
import type { Event } from '../events.ts';
import { confusion } from './confusion.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

const events = sampleEvents();

const rows = (list: readonly Event[], vantage: Vantage): string[] =>
  confusion(scorecard(list), vantage).rows.map(({ truth, verdicts, cells }) => {
    const said = [...cells].map(([named, { count, claim }]) => `${named} ${count} ${claim}`);
    return `${truth} ${verdicts}: ${said.join(', ')}`;
  });

test('each claim is told apart', () => {
  expect(rows(events, 'client')).toMatchInlineSnapshot(`
    [
      "not-listening 1: cannot-tell 1 none",
      "loopback-bind 2: not-listening 2 alike, wrong-port 2 alike, loopback-bind 2 true, bound-elsewhere 2 alike, ipv6-only-bind 2 alike, forwarded-to-closed-port 2 alike, firewall-reject-reset 2 alike, router-reject 2 alike, host-down 1 false",
      "host-firewall-drop 1: no verdict 1 none",
      "http-to-websocket 1: unsupported 1 none",
      "none 2: host-down 1 dangerous, healthy 1 true",
    ]
  `);
  expect(rows(events, 'client+server')).toMatchInlineSnapshot(`
    [
      "not-listening 1: no verdict 1 none",
      "loopback-bind 2: loopback-bind 1 true, wrong-port 1 false",
      "host-firewall-drop 1: host-firewall-drop 1 true",
      "http-to-websocket 1: no verdict 1 none",
      "none 2: healthy 2 true",
    ]
  `);
});

test('columns are what is true or was named, in the order of the vocabulary', () => {
  expect(confusion(scorecard(events), 'client+server').columns).toEqual([
    'not-listening',
    'wrong-port',
    'loopback-bind',
    'host-firewall-drop',
    'http-to-websocket',
    'healthy',
    'no verdict',
  ]);
});

test('a broken connection called healthy is dangerous', () => {
  const healthy = events.map((event): Event =>
    event.type === 'diagnosed'
      ? { ...event, verdict: { ...event.verdict, status: 'healthy', candidates: [] } }
      : event,
  );
  expect(rows(healthy, 'client')).toContain('not-listening 1: healthy 1 dangerous');
  expect(rows(healthy, 'client')).toContain('none 2: healthy 2 true');
});

test('an exit with 127 is no claim, and no failure to answer', () => {
  const unsupported = events.map((event): Event => {
    if (event.type !== 'diagnosed' || event.verdict.grade !== 'unsupported') return event;
    const { status: _, answer: __, ...verdict } = event.verdict;
    return { ...event, verdict };
  });
  expect(rows(unsupported, 'client')).toContain('http-to-websocket 1: unsupported 1 none');
});

test('what was not judged does not count', () => {
  const truths = rows(events, 'client').map((row) => row.split(' ')[0]);
  expect(truths).not.toContain('security-group');
  expect(truths).not.toContain('ports-held');
});
