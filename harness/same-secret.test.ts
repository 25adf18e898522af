import { expect, test } from 'vitest';
import { isSameSecret } from './same-secret.ts';

test('secrets are compared whole', () => {
  expect(isSameSecret('abc', 'abc')).toBe(true);
  expect(isSameSecret('ab', 'abc')).toBe(false);
  expect(isSameSecret('', 'abc')).toBe(false);
});
