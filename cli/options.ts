import { UsageError } from '../harness/errors.ts';

/** An option or argument with its command: `hunt --minutes`, `completion <shell>`. */
type OptionOf = `${string} --${string}` | `${string} <${string}>`;

function refused(code: string, at: OptionOf, given: string, allowed: string): UsageError {
  const [command, option] = at.split(' ');
  return new UsageError({
    code,
    what: `${option} is ${given}; ${allowed}.`,
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

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** A time with its unit (`500ms`, `30s`, `5m`), in milliseconds; undefined if none is given. Throws `UsageError`. */
export function duration(at: OptionOf, given: string): number;
export function duration(at: OptionOf, given: string | undefined): number | undefined;
export function duration(at: OptionOf, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const [, number, unit = ''] = /^(\d{1,6})(ms|s|m)$/.exec(given) ?? [];
  if (number !== undefined) return Number(number) * (units[unit] ?? 1);
  throw refused('USAGE_DURATION', at, given, 'allowed is a time such as 500ms, 30s or 5m');
}

/** One of a few words. Throws `UsageError`. */
export function oneOf<T extends string>(at: OptionOf, given: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === given);
  if (found !== undefined) return found;
  throw refused('USAGE_CHOICE', at, given, `allowed are ${allowed.join(', ')}`);
}
