import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenarios } from '../case/registry.ts';
import { costOf, parseShard, shardOf } from './shard.ts';
import { inFull } from '../symptom.ts';

const scenarios = await loadScenarios();
const total = scenarios.reduce((sum, one) => sum + costOf(one), 0);
const dearest = Math.max(...scenarios.map(costOf));
const costs = new Map(scenarios.map((one) => [one, costOf(one)]));
const shards = (count: number) =>
  [...Array(count)].map((_, at) =>
    shardOf(scenarios, { index: at + 1, count }, (one) => costs.get(one)!),
  );

describe('the shards of a run', () => {
  test('hold every scenario once, whatever their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: scenarios.length }), (count) => {
        const parts = shards(count);
        const ids = parts.flatMap((shard) => shard.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(scenarios.map(({ id }) => id).toSorted());
        expect(parts.every((shard) => shard.length > 0)).toBe(true);
      }),
    );
  });

  test('do not depend on the order in which scenarios are given', () => {
    const shard = { index: 2, count: 4 };
    expect(shardOf(scenarios.toReversed(), shard)).toEqual(shardOf(scenarios, shard));
  });

  test('are even by cost: none exceeds the mean by more than the dearest scenario', () => {
    for (const shard of shards(4)) {
      const cost = shard.reduce((sum, one) => sum + costOf(one), 0);
      expect(cost).toBeLessThanOrEqual(total / 4 + dearest);
    }
  });

  test('take the dearest first, each where least is to do, and tell them by name', () => {
    const [first, ...rest] = scenarios.slice(0, 4).toReversed();
    const dear = (one: (typeof scenarios)[number]): number => (one === first ? 5 : 1);
    const some = scenarios.slice(0, 4);
    const parts = [1, 2].map((index) => shardOf(some, { index, count: 2 }, dear));
    expect(parts).toEqual([[first], rest.toReversed()]);
  });

  test('count hosts, silence and what settles', () => {
    const plain = scenarios.find(({ id }) => id === 'healthy/plain')!;
    const hosts = Object.keys(plain.scenario.topology.hosts).length;
    expect(costOf(plain)).toBe(1300 + 100 * hosts);
  });

  test('count silence, which is waited for, as dearer than an answer', () => {
    const one = scenarios.find(({ scenario }) => inFull(scenario.symptom).code === 'ECONNREFUSED')!;
    const silent = {
      ...one,
      scenario: {
        ...one.scenario,
        symptom: { at: 'connect', code: 'silence' },
      } as typeof one.scenario,
    };
    expect(costOf(silent)).toBeGreaterThan(costOf(one));
  });
});

describe('--shard', () => {
  test('may be the first, and is told in an example where it is wrong', () => {
    expect(parseShard('1/5', 13)).toEqual({ index: 1, count: 5 });
    expect(() => parseShard('x', 13)).toThrow(
      expect.objectContaining({
        code: 'USAGE_SHARD',
        message: expect.stringContaining('\n  --shard 2/5 runs the second of five parts') as string,
      }) as Error,
    );
  });

  test('is an index and a count', () => {
    expect(parseShard('2/5', 13)).toEqual({ index: 2, count: 5 });
    expect(parseShard('13/13', 13)).toEqual({ index: 13, count: 13 });
  });

  test.each(['', '2', '0/5', '6/5', '1/14', '1/0', '-1/5', '1/5/6', '1.5/5', 'a/b'])(
    'is not %j',
    (given) => {
      expect(() => parseShard(given, 13)).toThrow(
        /allowed is <index>\/<count>, from 1\/13 to 13\/13 for these 13 scenarios/,
      );
    },
  );
});
