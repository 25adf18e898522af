import { afterEach, expect, test } from 'vitest';
import { stdout } from './output.ts';

const { columns } = process.stdout;
afterEach(() => void (process.stdout.columns = columns));

test.each([
  ['that is no terminal', undefined, 100],
  ['of a terminal that was never told its size', 0, 100],
  ['of a very narrow terminal', 3, 20],
  ['of a terminal', 132, 132],
])('the width %s', (_, told, width) => {
  process.stdout.columns = told as number;
  expect(stdout.columns).toBe(width);
});
