import { expect, test } from 'vitest';
import { clamp } from './clamp.ts';

test('what is too small becomes the least', () => {
  expect(clamp(1, 2, 4)).toBe(2);
  expect(clamp(3, 2, 4)).toBe(3);
});
