import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grades, passing, type Cause, type Grade } from '../../vocabulary/index.ts';
import type { Event } from '../events.ts';
import { compare, type RunDocument } from './compare.ts';
import { comparisonText } from './compare-text.ts';
import { jsonReport } from './json.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';

const events = sampleEvents();
const documentOf = (list: readonly Event[]): RunDocument => jsonReport(scorecard(list));
const sample = documentOf(events);

/** The sample run, in which a case at the client is given another verdict. */
const graded = (name: string, grade: Grade, candidates: Cause[] = []): RunDocument =>
  documentOf(
    events.map((event): Event =>
      event.type === 'diagnosed' && event.case === name && event.vantage === 'client'
        ? { ...event, verdict: { ...event.verdict, grade, candidates } }
        : event,
    ),
  );

const directionOf = (before: Grade, after: Grade): string => {
  const found = compare(graded('healthy/plain', before), graded('healthy/plain', after));
  const [direction = 'same'] = (['worse', 'better', 'changed'] as const).filter(
    (word) => found[word].length > 0,
  );
  return direction;
};

test('a run is the same as itself', () => {
  expect(compare(sample, sample)).toEqual({
    ...{ worse: [], better: [], changed: [], new: [], gone: [], same: 18 },
    time: { verdicts: 18, beforeMs: expect.any(Number), afterMs: expect.any(Number) },
  });
});

test('of two forms, each has the fault that is its own', () => {
  const faults = { ipv4: 'inconclusive', ipv6: 'invalid-scenario' } as const;
  const broken = (swapped: boolean): RunDocument =>
    documentOf(
      events.map((event): Event => {
        const [, form] =
          /^refused\/loopback-bind \((ipv[46])\)$/.exec('case' in event ? event.case : '') ?? [];
        if (form === undefined) return event;
        const fault = faults[(form === 'ipv4') === swapped ? 'ipv6' : 'ipv4'];
        if (event.type === 'phase-ended' && event.phase === 'observe') {
          return { ...event, ok: false, error: fault };
        }
        return event.type === 'case-ended' ? { ...event, standing: fault } : event;
      }),
    );
  const { changed, worse, better } = compare(broken(false), broken(true));
  const words = changed.map(({ case: name, vantage, before, after }) => [
    `${name} at ${vantage}`,
    before?.word,
    after?.word,
  ]);
  expect(words).toEqual([
    ['refused/loopback-bind (ipv4) at client', 'inconclusive', 'invalid-scenario'],
    ['refused/loopback-bind (ipv4) at client+server', 'inconclusive', 'invalid-scenario'],
    ['refused/loopback-bind (ipv6) at client', 'invalid-scenario', 'inconclusive'],
    ['refused/loopback-bind (ipv6) at client+server', 'invalid-scenario', 'inconclusive'],
  ]);
  expect({ worse, better }).toEqual({ worse: [], better: [] });
});

describe('a verdict', () => {
  test.each<[Grade, Grade, string]>([
    ['exact', 'wrong', 'worse'],
    ['narrowest', 'vague', 'worse'],
    ['wrong', 'exact', 'better'],
    ['exact', 'narrowest', 'changed'],
    ['dangerous', 'crashed', 'better'],
    ['bad-output', 'dangerous', 'worse'],
    ['crashed', 'crashed', 'same'],
  ])('%s, then %s: %s', (before, after, direction) => {
    expect(directionOf(before, after)).toBe(direction);
  });

  test('to lose a pass is worse, and the way back is better', () => {
    const anyGrade = fc.constantFrom(...(Object.keys(grades) as Grade[]));
    fc.assert(
      fc.property(anyGrade, anyGrade, (before, after) => {
        const opposite = { worse: 'better', better: 'worse', changed: 'changed', same: 'same' };
        const direction = directionOf(before, after);
        expect(directionOf(after, before)).toBe(opposite[direction as 'worse']);
        if (passing.includes(before) && !passing.includes(after)) expect(direction).toBe('worse');
      }),
    );
  });

  test('of the same grade with other causes is changed, and the order of causes plays no part', () => {
    const name = 'refused/not-listening';
    const of = (...causes: Cause[]) => graded(name, 'wrong', causes);
    expect(compare(of('wrong-port'), of('host-down')).changed).toMatchObject([{ case: name }]);
    expect(compare(of('wrong-port', 'host-down'), of('host-down', 'wrong-port')).same).toBe(18);
  });

  test('that was not judged is held against nobody', () => {
    const broken = events.map((event): Event => {
      if (!('case' in event) || event.case !== 'healthy/plain') return event;
      if (event.type === 'case-ended') return { ...event, standing: 'inconclusive' };
      return event.type === 'phase-ended' ? { ...event, ok: event.phase !== 'leave' } : event;
    });
    const found = compare(sample, documentOf(broken));
    expect(found).toMatchObject({ worse: [], better: [], same: 16 });
    expect(found.changed).toMatchObject([
      { case: 'healthy/plain', before: { word: 'exact' }, after: { word: 'inconclusive' } },
      { case: 'healthy/plain', vantage: 'client+server' },
    ]);
  });

  test('of a form is compared with that of the same form', () => {
    const found = compare(sample, graded('refused/loopback-bind (ipv4)', 'wrong', ['host-down']));
    expect(found.worse).toMatchObject([{ case: 'refused/loopback-bind (ipv4)' }]);
    expect(found.same).toBe(17);
  });

  test('that one run lacks is new or gone', () => {
    const fewer = { ...sample, scenarios: sample.scenarios.slice(1) };
    const [gone, added] = [compare(sample, fewer), compare(fewer, sample)];
    expect(gone).toMatchObject({ same: 16, new: [], worse: [] });
    expect(gone.gone.map((one) => one.case)).toEqual(Array(2).fill('healthy/icmp-blocked'));
    expect(added).toMatchObject({
      same: 16,
      gone: [],
      new: gone.gone.map(({ before, ...at }) => ({ ...at, after: before })),
    });
  });

  test('of a run that was cut is unfinished', () => {
    const cut = compare(sample, documentOf(events.slice(0, 1)));
    expect(cut.worse).toEqual([]);
    expect(cut.changed.length + cut.gone.length + cut.new.length).toBeGreaterThan(15);
  });
});

test('the text names both runs, each change, and the counts alone on the last line', () => {
  const after = graded('healthy/plain', 'dangerous', ['host-down']);
  const text = comparisonText([sample, after], compare(sample, after), {
    columns: 100,
    colour: false,
  });
  expect(`\n${text}`).toMatchInlineSnapshot(`
    "
    before    cmd:./my diagnoser, seed 7e577e577e577e577e577e577e577e57, badconn 0.1.0: 6 passed, 12
              failed
    after     cmd:./my diagnoser, seed 7e577e577e577e577e577e577e577e57, badconn 0.1.0: 5 passed, 13
              failed

    worse
    ✗ healthy/plain at client: exact → dangerous (host-down)

    time      the diagnoser took 9.9 s → 9.9 s for the 18 verdicts of both
    1 worse, 0 better, 0 changed, 0 new, 0 gone, 17 the same
    "
  `);
});

test('a document of an older version, whose seed is a number, is compared as well', () => {
  const older = { ...sample, seed: 42 as unknown as string };
  const look = { columns: 200, colour: false };
  const text = comparisonText([older, sample], compare(older, sample), look);
  expect(text).toContain('seed 42 (of an older version, which this one cannot repeat)');
  expect(text).toContain('0 worse, 0 better, 0 changed, 0 new, 0 gone, 18 the same');
});
