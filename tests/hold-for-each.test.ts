import { expect, test } from 'vitest';
import { holdForEach } from './hold-for-each.ts';

const isEven = async (number: number): Promise<void> => {
  await Promise.resolve();
  expect(number % 2).toBe(0);
};

test('what holds for each passes', () => holdForEach([2, 4], String, isEven));

test('each that does not hold is named', async () => {
  const failed = holdForEach([1, 2, 3], (number) => `number ${number}`, isEven);
  await expect(failed).rejects.toMatchObject({
    actual: [expect.stringMatching(/^number 1: /), expect.stringMatching(/^number 3: /)],
  });
});

test('of nothing nothing is shown', async () => {
  await expect(holdForEach([], String, isEven)).rejects.toThrow('greater than 0');
});
