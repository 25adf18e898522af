import { describe, expect, test } from 'vitest';
import { caseOf, outline, ran } from '../../tests/fake-case.ts';
import type { FakeOperation, FakeWorld } from '../../tests/fake-lab.ts';
import { endsOf } from '../../tests/wrong-scenarios.ts';
import { placementOf, truthOf } from './truth.ts';
import { asError } from './case-run.ts';
import { mapOfPlacement } from '../topology/network-map.ts';

const one = caseOf('refused/not-listening');
const next = `  Next: npx badconn run ${one.id} --seed 1 --keep`;
/** Silent from the attempt of this number on, which counts from 1. */
const silentFrom = (number: number): NonNullable<FakeWorld['sees']> => {
  let attempts = 0;
  return (sight) =>
    (attempts += 1) < number ? sight : { ...sight, code: 'silence', message: 'nothing came' };
};

test('a case begins with what is true of it, and ends with how long it took', async () => {
  const { events } = await ran(one);
  const placement = placementOf(one, '1');
  const { why, tellApart, see } = one.scenario.lesson;
  expect(events[0]).toEqual({
    ...{ atMs: 0, type: 'case-started', case: one.label, scenario: one.id },
    at: 'ipVersion=4,way=address,layout=routed,routes=each,believed=both,scheme=ws,make=node,noise=none',
    ...{ title: one.scenario.title, truth: truthOf(one, placement) },
    network: mapOfPlacement(one.scenario.topology, placement),
    faults: [{ on: 'server', says: 'the service is not running' }],
    lesson: { why, tellApart, see },
  });
  expect(events.at(-1)).toEqual({
    ...{ atMs: 0, type: 'case-ended', case: one.label, standing: 'judged' },
    durationMs: expect.any(Number) as number,
  });
  for (const event of events) {
    expect(event).toHaveProperty('case', one.label);
    if ('durationMs' in event) {
      expect(event.durationMs).toBeGreaterThanOrEqual(0);
      expect(event.durationMs).toBeLessThan(60_000);
    }
  }
  // A phase that ended well has nothing to say of an error.
  const [baseline] = endsOf(events);
  expect(Object.keys(baseline ?? {}).toSorted()).toEqual(
    ['atMs', 'attempt', 'case', 'durationMs', 'ok', 'phase', 'type'].toSorted(),
  );
});

test('names and addresses are those of its draws', async () => {
  const { labs } = await ran(one, {}, { draws: 'another' });
  expect(labs[0]?.spec).toEqual(placementOf(one, '1', 'another').lab);
  expect(labs[0]?.spec).not.toEqual(placementOf(one, '1').lab);
});

test('a client that cannot connect before anything is broken is told with what it met', async () => {
  const { events, labs } = await ran(one, { sees: silentFrom(1) });
  const [baseline] = endsOf(events);
  expect(baseline).toMatchObject({
    ...{ phase: 'baseline', ok: false, code: 'ENGINE_BASELINE', attempt: { code: 'silence' } },
    error: [
      `${one.label}: the plain client cannot connect before the fault is applied. Expected connected, observed silence at connect after 5000 ms.`,
      `  client → ${baseline?.attempt?.url}: nothing came`,
      next,
    ].join('\n'),
  });
  expect(labs.map(({ stands }) => stands)).toEqual([false]);
});

test('what the client left of its connections is gone before the fault', async () => {
  const { labs } = await ran(one);
  const forgotten = labs[0]?.done.findIndex((line) => line.includes('ip neigh flush all')) ?? -1;
  const captured = labs[0]?.done.findIndex((line) => line.includes('tcpdump')) ?? -1;
  expect(forgotten).toBeGreaterThan(-1);
  expect(forgotten).toBeLessThan(captured);
});

describe('a lab that is built anew', () => {
  const spoiling: FakeWorld['diagnoser'] = ({ vantage }, lab) => {
    // What listens again is no longer what is declared.
    if (vantage === 'client') lab.rules.set('server', ['INPUT -p tcp -j DROP']);
    return {};
  };

  test('is as the first, and the first is gone', async () => {
    const { events, labs } = await ran(one, { diagnoser: spoiling });
    expect(labs.map(({ stands }) => stands)).toEqual([false, false]);
    expect(labs[1]?.spec).toEqual(labs[0]?.spec);
    // Its own phases are not told again.
    expect(outline(events).filter((line) => line === 'baseline')).toHaveLength(1);
    expect(outline(events).slice(-1)).toEqual(['case-ended judged']);
  });

  test('and cannot be, says what went wrong in it', async () => {
    let builds = 0;
    const before = ({ op }: FakeOperation): void => {
      if (op === 'build' && (builds += 1) > 1) throw new Error('no room left\n for it');
    };
    const { events } = await ran(one, { diagnoser: spoiling, before });
    const failed = endsOf(events).find(({ ok }) => !ok);
    expect(failed).toMatchObject({
      ...{ phase: 'diagnose', code: 'ENGINE_REBUILD' },
      error: [`${one.label}: the lab could not be rebuilt. no room left`, '  for it', next].join(
        '\n',
      ),
    });
    expect(outline(events).at(-1)).toBe('case-ended inconclusive');
  });
});

test('what is thrown and no error is one', () => {
  expect(asError('words')).toEqual(new Error('words'));
  const error = new TypeError('a mistake');
  expect(asError(error)).toBe(error);
});

test('a case without forms names none', async () => {
  const { events } = await ran(caseOf('healthy/plain'));
  expect(events[0]).not.toHaveProperty('form');
});

test.each([true, false])(
  'a lab is left broken where it is kept, and else mended: %s',
  async (keep) => {
    const { labs } = await ran(one, {}, { keep });
    expect(labs[0]?.services.size).toBe(keep ? 0 : 1);
  },
);

test('a case that came to its end is told, though the run was interrupted meanwhile', async () => {
  const interruption = new AbortController();
  const diagnoser = () => {
    interruption.abort();
    return {};
  };
  const { events } = await ran(one, { diagnoser }, { signal: interruption.signal });
  expect(outline(events).at(-1)).toBe('case-ended judged');
});
