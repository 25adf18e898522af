import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { random } from './random.ts';
import { seedOf } from './sample-seed.ts';
import { subnets } from './subnets.ts';

const draw = (block: string, count = 3, seed = 1): string[] =>
  subnets(random(seedOf(seed), 'subnets'), count, block);

const numberOf = (address: string): number =>
  address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);

test('subnets are distinct, and lie within the block', () => {
  const byte = fc.nat(255);
  const block = fc.tuple(byte, byte, byte, byte, fc.integer({ min: 8, max: 20 }));
  fc.assert(
    fc.property(block, fc.nat(), ([a, b, c, d, bits], seed) => {
      const found = draw(`${a}.${b}.${c}.${d}/${bits}`, 4, seed);
      expect(new Set(found).size).toBe(4);
      const size = 2 ** (32 - bits);
      const start = Math.floor(numberOf(`${a}.${b}.${c}.${d}`) / size) * size;
      for (const subnet of found) {
        const first = numberOf(`${subnet}.0`);
        expect(first).toBeGreaterThanOrEqual(start);
        expect(first + 255).toBeLessThan(start + size);
      }
    }),
  );
});

describe('a block that is none is refused with the line that mends it', () => {
  test.each([
    '',
    'lab',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0/16',
    '10.0.0.0.0/16',
    '10.0.0.256/16',
    '10.0.0.-1/16',
    '10.0.0.0/7',
    '10.0.0.0/21',
    '10.0.0.0/24',
    '10.0.0.0/16.5',
    '10.0.0.0/16/16',
    '10..0.0/16',
    ' 10.0.0.0/16',
    'fd00::/16',
  ])('%j', (block) => {
    expect(() => draw(block)).toThrow(UsageError);
    expect(() => draw(block)).toThrow('Next: export BADCONN_SUBNETS=10.231.0.0/16');
  });
});

test('the whole message', () => {
  expect(() => draw('10.0.0.0/30')).toThrowErrorMatchingInlineSnapshot(`
    [UsageError: BADCONN_SUBNETS is 10.0.0.0/30; allowed is an IPv4 block from /8 to /20.
      Next: export BADCONN_SUBNETS=10.231.0.0/16]
  `);
});
