import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './random.ts';
import { sampleSeed, seedOf } from './sample-seed.ts';

const byValue = (one: number, other: number): number => one - other;
const seeds = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(seedOf);

test('the bytes are HMAC-SHA-256 in counter mode, as openssl computes it', () => {
  // key=$(printf order | openssl dgst -sha256 -hmac $seed); printf 0 | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key
  expect(random(sampleSeed, 'order').hex(40)).toBe(
    '70473cd398d0bd9ce5df64a6ad50231fb559f7186680aa0f18d60967e6ed693e7f59b38976ae255e',
  );
});

test('a seed and a purpose give the same draws, whatever else is drawn', () => {
  fc.assert(
    fc.property(seeds, fc.string(), fc.string(), (seed, purpose, other) => {
      const alone = random(seed, purpose).hex(100);
      const [one, beside] = [random(seed, purpose), random(seed, other)];
      const parts = [...Array(10)].map(() => (beside.hex(3), one.hex(10)));
      expect(parts.join('')).toBe(alone);
      expect(beside.hex(16) === one.hex(16)).toBe(false);
    }),
  );
});

test('no two of many purposes, or of many seeds, share a draw', () => {
  const all = [...Array(2000).keys()].flatMap((n) => [
    random(sampleSeed, `case ${n}`).hex(16),
    random(seedOf(n), 'case').hex(16),
  ]);
  expect(new Set(all).size).toBe(4000);
});

test('integers lie between the bounds, both of which occur', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: -50, max: 50 }), fc.nat(5), (seed, least, span) => {
      const draw = random(seed, 'integers');
      const drawn = new Set([...Array(300)].map(() => draw.integer(least, least + span)));
      expect([...drawn].toSorted(byValue)).toEqual(
        [...Array(span + 1).keys()].map((value) => value + least),
      );
    }),
  );
});

test('integers of a span that does not divide 2^48 are as often in each third of it', () => {
  // Without rejection, half of the draws would fall into the first third.
  const most = 2 ** 47 + 2 ** 46 - 1;
  const draw = random(sampleSeed, 'thirds');
  const thirds = [0, 0, 0];
  for (let turn = 0; turn < 6000; turn += 1) {
    thirds[Math.floor(draw.integer(0, most) / 2 ** 46)]! += 1;
  }
  // 2000 each, and 200 is more than five standard deviations.
  for (const count of thirds) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

test.each([
  [1, 0],
  [0, 2 ** 48],
  [0.5, 3],
  [0, Infinity],
  [NaN, 1],
])('no integer is drawn from %d to %d', (least, most) => {
  expect(() => random(sampleSeed, 'a').integer(least, most)).toThrow(RangeError);
});

test('distinct integers are as many as were asked for, between the bounds, each once', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: -9, max: 9 }),
      fc.nat(40),
      fc.nat(),
      (seed, least, span, n) => {
        const count = n % (span + 2);
        const drawn = random(seed, 'distinct').distinct(count, least, least + span);
        expect(drawn).toHaveLength(count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((value) => value >= least && value <= least + span)).toBe(true);
      },
    ),
  );
  expect(() => random(sampleSeed, 'a').distinct(3, 1, 2)).toThrow('no 3 different integers');
});

test('shuffle keeps everything, and leaves what it is given alone', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.nat(9)), (seed, given) => {
      const before = [...given];
      expect(random(seed, 'a').shuffle(given).toSorted(byValue)).toEqual(given.toSorted(byValue));
      expect(given).toEqual(before);
    }),
  );
});

test('every order of three comes about as often', () => {
  const orders = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed += 1) {
    const order = random(seedOf(seed), 'order').shuffle(['a', 'b', 'c']).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(6);
  expect(Math.min(...orders.values())).toBeGreaterThan(850);
});

test('nothing can be picked from nothing, and undefined can be picked', () => {
  expect(() => random(sampleSeed, 'a').pick([])).toThrow('nothing to pick from');
  expect(random(sampleSeed, 'a').pick([undefined])).toBeUndefined();
});
