import { expect, test } from 'vitest';
import { vantages } from '../../vocabulary/index.ts';
import { sampleSeed, seedOf } from '../topology/sample-seed.ts';
import { casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { placementOf } from './truth.ts';
import { requestDraws, type RequestPlace } from './request-draws.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const places = cases.flatMap(({ label: name }) =>
  vantages.flatMap((vantage) =>
    ([1, 2, 'unknown target'] as const).map((turn): RequestPlace => ({
      case: name,
      vantage,
      turn,
    })),
  ),
);

test('every request has an id of 128 bits of its own, and another in every run', () => {
  const ids = [sampleSeed, seedOf(1)].flatMap((seed) =>
    places.map((each) => requestDraws(seed, each).id),
  );
  expect(new Set(ids).size).toBe(2 * places.length);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/);
});

test('a run that is repeated asks with the same ids', () => {
  const [first] = places;
  expect(requestDraws(sampleSeed, first!)).toEqual(requestDraws(sampleSeed, first!));
});

test('the seed of a request is the same in all its turns, and another for each case and vantage', () => {
  const seeds = new Map<string, Set<number>>();
  for (const each of places) {
    const key = `${each.case} at ${each.vantage}`;
    seeds.set(key, (seeds.get(key) ?? new Set()).add(requestDraws(sampleSeed, each).seed));
  }
  for (const [key, ofTurns] of seeds) expect([key, ofTurns.size]).toEqual([key, 1]);
  // 2^31 values for about 120 requests: two that are alike have a chance of 1 in 300,000.
  expect(new Set([...seeds.values()].flatMap((one) => [...one])).size).toBe(seeds.size);
});

test('the seed of a request is no way into its lab: nothing that is made of it gives the same one', () => {
  for (const one of cases) {
    const placed = (seed: string) => placementOf(one, seed).aim.port;
    const { seed } = requestDraws(sampleSeed, { case: one.label, vantage: 'client', turn: 1 });
    expect(placed(seedOf(seed))).not.toBe(placed(sampleSeed));
  }
});
