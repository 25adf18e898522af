import { describe, expect, test } from 'vitest';
import { duration, oneOf, wholeNumber } from './options.ts';

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

describe('duration', () => {
  test.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['5m', 300_000],
    [undefined, undefined],
  ])('takes %j', (given, ms) => {
    expect(duration('break --for', given)).toBe(ms);
  });

  test.each(['', '30', 's', '-1s', '1.5s', '30 s', '1h'])('refuses %j', (given) => {
    expect(() => duration('break --for', given)).toThrow(
      `--for is ${given}; allowed is a time such as 500ms, 30s or 5m.`,
    );
  });
});
