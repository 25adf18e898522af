import { expect, test } from 'vitest';
import type { Event } from '../events.ts';
import { RunProgress } from './progress.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';
import { terminalReport } from './terminal.ts';

const look = { columns: 200, colour: false };

/** The sample with what is rare: a case that began anew, a shortcoming that was expected, a bad guess. */
function events(): Event[] {
  const sample = sampleEvents();
  const first = sample.find((event) => event.type === 'case-started');
  const own = sample.filter((event) => 'case' in event && event.case === first?.case);
  const expected = sample.map((event): Event =>
    event.type === 'diagnosed' && event.verdict.grade === 'vague'
      ? { ...event, expected: 'known' }
      : event,
  );
  const end = expected.length - 1;
  return [...expected.slice(0, end), ...own, ...expected.slice(end)];
}

test('what is shown at any moment is what a scorecard of the events so far would count', () => {
  const progress = new RunProgress();
  const all = events();
  for (const [index, event] of all.entries()) {
    progress.take(event);
    const so = all.slice(0, index + 1);
    const { passed, failed, asExpected, skipped } = scorecard(so);
    const done = passed + failed + asExpected;
    const [head] = progress.lines(look);
    expect(head).toContain(
      `${done} of ${done + skipped} verdicts: ${passed} passed, ${failed} failed,`,
    );
  }
});

test('an event is looked at as often, however many came before it', () => {
  const [started, ...rest] = sampleEvents();
  const own = rest.filter((event) => event.type !== 'run-ended' && 'case' in event);
  const report = terminalReport({ ...look, live: true, write: () => undefined });
  let reads = 0;
  const counted = (event: Event): Event =>
    new Proxy(event, {
      get: (target, key) => {
        reads += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
  const costs = [...Array(30).keys()].map((round) => {
    reads = 0;
    if (round === 0 && started) report(counted(started));
    for (const event of own) {
      report(counted({ ...event, case: `${(event as { case: string }).case}-${round}` } as Event));
    }
    return reads;
  });
  expect(new Set(costs.slice(1)).size).toBe(1);
});
