import { expect, test } from 'vitest';
import { drawSeed, isSeed, readSeed } from './seed.ts';

test('what is drawn has 128 bits, is another each time, and may be given again', () => {
  const drawn = [...Array(100)].map(drawSeed);
  expect(new Set(drawn).size).toBe(100);
  for (const seed of drawn) {
    expect(seed).toMatch(/^[\da-f]{32}$/);
    expect(readSeed('--seed', seed)).toBe(seed);
  }
});

test.each([32, 33, 64, 128])('%i digits may be given, in any case', (digits) => {
  expect(readSeed('--seed', 'A'.repeat(digits))).toBe('a'.repeat(digits));
});

test.each([
  '7',
  '1681701684',
  '',
  'a'.repeat(31),
  'a'.repeat(129),
  `0x${'a'.repeat(32)}`,
  `${'a'.repeat(32)}\n`,
  'g'.repeat(32),
])('%j is refused, with what is allowed and how to draw one', (given) => {
  expect(isSeed(given)).toBe(false);
  expect(() => readSeed('--seed', given)).toThrow(
    `--seed is ${given.replace('\n', ' ')}; allowed are 32 to 128 random hex digits.`,
  );
  expect(() => readSeed('--seed', given)).toThrow('Next: openssl rand -hex 16');
});
