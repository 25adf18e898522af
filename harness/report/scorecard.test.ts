import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grades } from '../../vocabulary/index.ts';
import type { Event } from '../events.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

const events = sampleEvents();
const card = scorecard(events);
const scenario = (id: string) => card.scenarios.find((each) => each.id === id)!;

test('the sample has every grade, so that the tests of reports see them all', () => {
  const seen = new Set(card.scenarios.flatMap(({ results }) => results.map(({ grade }) => grade)));
  expect([...seen].toSorted()).toEqual(Object.keys(grades).toSorted());
});

test('one line for each scenario', () => {
  const lines = card.scenarios.map(
    ({ id, family, standing, worst, cases }) =>
      `${id} | ${family} | ${standing} | ${worst} | ${cases.length}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "healthy/icmp-blocked | healthy | judged | dangerous | 1",
      "healthy/plain | healthy | judged | exact | 1",
      "protocol/http-to-websocket | protocol | judged | bad-output | 1",
      "refused/loopback-bind | refused | judged | wrong | 2",
      "refused/not-listening | refused | judged | crashed | 1",
      "timeout/host-firewall-drop | timeout | judged | timed-out | 1",
      "timeout/security-group | timeout | invalid-scenario | undefined | 1",
      "unavailable/ports-held | unavailable | inconclusive | undefined | 1",
    ]
  `);
});

test('the forms of a scenario are folded into it', () => {
  const { phases, results, durationMs } = scenario('refused/loopback-bind');
  expect(results.map(({ form, vantage, grade }) => [form, vantage, grade])).toEqual([
    ['ipv4', 'client', 'narrowest'],
    ['ipv4', 'client+server', 'exact'],
    ['ipv6', 'client', 'vague'],
    ['ipv6', 'client+server', 'wrong'],
  ]);
  expect(phases).toHaveLength(12);
  expect(durationMs).toBe(2 * 1430);
});

test('the run is told', () => {
  expect(card).toMatchObject({
    run: {
      version: '0.1.0',
      seed: '7e577e577e577e577e577e577e577e57',
      diagnoser: 'cmd:./my diagnoser',
    },
    durationMs: 14_230,
    exitCode: 4,
    why: 'A lab failed.',
    rebuilt: [{ what: 'lane', case: 'unavailable/ports-held', why: 'the container ended' }],
  });
});

describe('counts', () => {
  const counts = (list: readonly Event[]) => {
    const { passed, failed, skipped } = scorecard(list);
    return { passed, failed, skipped };
  };

  test('each case at each vantage counts one, and what was not judged failed', () => {
    expect(counts(events)).toEqual({ passed: 6, failed: 12, skipped: 0 });
  });

  test('good grades in a scenario that was then found invalid do not pass', () => {
    const changed = events.map((event): Event =>
      event.type === 'case-ended' && event.case === 'healthy/plain'
        ? { ...event, standing: 'invalid-scenario' }
        : event,
    );
    expect(counts(changed)).toEqual({ passed: 4, failed: 14, skipped: 0 });
  });

  test('a vantage without a result failed', () => {
    const isMissing = (event: Event) =>
      event.type === 'diagnosed' && event.case === 'healthy/plain' && event.vantage === 'client';
    expect(counts(events.filter((event) => !isMissing(event)))).toEqual({
      passed: 5,
      failed: 13,
      skipped: 0,
    });
  });

  test('an empty log counts nothing', () => {
    expect(counts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  test('a log cut anywhere never passes more, and what did not end is skipped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: events.length }), (length) => {
        const cut = counts(events.slice(0, length));
        expect(cut.passed + cut.failed + cut.skipped).toBe(18);
        expect(cut.passed).toBeLessThanOrEqual(6);
        const ended = events.slice(0, length).filter(({ type }) => type === 'case-ended').length;
        expect(cut.skipped).toBe(18 - 2 * ended);
      }),
    );
  });
});

test('a scenario that never began is there, as unfinished', () => {
  const { scenarios } = scorecard(events.slice(0, 1));
  expect(scenarios.map(({ standing }) => standing)).toEqual(Array(8).fill('unfinished'));
  expect(scenarios[0]).toMatchObject({ id: 'healthy/icmp-blocked', results: [], phases: [] });
});

test('lanes side by side do not mix', () => {
  const byCase = (name: string) => events.filter((event) => 'case' in event && event.case === name);
  const [one, other] = [byCase('healthy/plain'), byCase('refused/not-listening')];
  const mixed = one.flatMap((event, index) => [event, other[index]!]);
  const of = (list: readonly Event[]) => scorecard([events[0]!, ...list]).scenarios;
  expect(of(mixed)).toEqual(of([...one, ...other]));
});
