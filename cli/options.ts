import { UsageError } from '../harness/errors.ts';

/** A whole number within bounds. Throws `UsageError` that names what was given and what may be. */
export function wholeNumber(
  option: string,
  given: string | undefined,
  [least, most]: readonly [number, number],
): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= least && value <= most) return value;
  throw new UsageError({
    code: 'USAGE_NUMBER',
    what: `${option} is ${given}; allowed is a whole number from ${least} to ${most}.`,
    next: 'npx badconn --help',
  });
}

/** One of a few words. */
export function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found !== undefined) return found;
  throw new UsageError({
    code: 'USAGE_CHOICE',
    what: `${option} is ${given}; allowed are ${allowed.join(', ')}.`,
    next: 'npx badconn --help',
  });
}
