import { UsageError } from '../harness/errors.ts';

/** An option behind the command that takes it: `hunt --minutes`. */
type OptionOf = `${string} --${string}`;

function refused(code: string, at: OptionOf, given: string, allowed: string): UsageError {
  const [command, option] = at.split(' --');
  return new UsageError({
    code,
    what: `--${option} is ${given}; ${allowed}.`,
    next: `npx badconn ${command} --help`,
  });
}

type Bounds = readonly [least: number, most: number];

/** A whole number within bounds; undefined if none is given. Throws `UsageError`. */
export function wholeNumber(at: OptionOf, given: string, bounds: Bounds): number;
export function wholeNumber(
  at: OptionOf,
  given: string | undefined,
  bounds: Bounds,
): number | undefined;
export function wholeNumber(
  at: OptionOf,
  given: string | undefined,
  [least, most]: Bounds,
): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= least && value <= most) return value;
  throw refused('USAGE_NUMBER', at, given, `allowed is a whole number from ${least} to ${most}`);
}

/** One of a few words. Throws `UsageError`. */
export function oneOf<T extends string>(at: OptionOf, given: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === given);
  if (found !== undefined) return found;
  throw refused('USAGE_CHOICE', at, given, `allowed are ${allowed.join(', ')}`);
}
