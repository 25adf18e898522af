import { describe, expect, test } from 'vitest';
import { oneOf, wholeNumber } from './options.ts';

describe('wholeNumber', () => {
  const jobs = (given: string | undefined): number | undefined =>
    wholeNumber('run --jobs', given, [0, 2 ** 31 - 1]);

  test('takes what lies within the bounds, and leaves out what was not given', () => {
    expect(jobs('0')).toBe(0);
    expect(jobs('2147483647')).toBe(2_147_483_647);
    expect(jobs(undefined)).toBeUndefined();
  });

  test.each(['-1', '2147483648', '1.5', 'seven', '7 8', '0x7', '1e3', 'Infinity', '', ' '])(
    'refuses %j and says what is allowed',
    (given) => {
      expect(() => jobs(given)).toThrow(
        `--jobs is ${given}; allowed is a whole number from 0 to 2147483647.\n  Next: npx badconn run --help`,
      );
    },
  );
});

describe('oneOf', () => {
  test('takes a word of the list', () => {
    expect(oneOf('exec --as', 'app', ['root', 'app'])).toBe('app');
  });

  test.each(['', 'App', 'root,app', 'toString'])('refuses %j', (given) => {
    expect(() => oneOf('exec --as', given, ['root', 'app'])).toThrow(
      `--as is ${given}; allowed are root, app.\n  Next: npx badconn exec --help`,
    );
  });
});
