import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './random.ts';

const byValue = (one: number, other: number): number => one - other;
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('a seed and a purpose give the same numbers on every machine', () => {
  const draw = random(7, 'order');
  const numbers = [...Array(6)].map(() => draw.integer(0, 999));
  expect(numbers).toMatchInlineSnapshot(`
    [
      32,
      362,
      83,
      628,
      241,
      471,
    ]
  `);
});

test('integers lie between the bounds, both of which occur', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: -50, max: 50 }), fc.nat(5), (seed, least, span) => {
      const draw = random(seed, 'integers');
      const drawn = new Set([...Array(300)].map(() => draw.integer(least, least + span)));
      expect([...drawn].toSorted((a, b) => a - b)).toEqual(
        [...Array(span + 1).keys()].map((value) => value + least),
      );
    }),
  );
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
    const order = random(seed, 'order').shuffle(['a', 'b', 'c']).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(6);
  expect(Math.min(...orders.values())).toBeGreaterThan(850);
});

test('nothing can be picked from nothing', () => {
  expect(() => random(1, 'a').pick([])).toThrow('nothing to pick from');
});
