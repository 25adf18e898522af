import { UsageError } from '../errors.ts';
import { near } from '../nearest.ts';
import type { KnownAs } from './all-causes.ts';

/** @throws UsageError `USAGE_CAUSE` for a name that is none, with those that are near. */
export function causeNamed(name: string, all: readonly KnownAs[]): KnownAs {
  const found = all.find(({ cause }) => cause === name);
  if (found !== undefined) return found;
  const meant = near(
    name.toLowerCase(),
    all.map(({ cause }) => cause),
    3,
  );
  throw new UsageError({
    code: 'USAGE_CAUSE',
    what: `There is no cause ${name}${meant.length === 0 ? '' : `; near are ${meant.join(', ')}`}.`,
    next: 'npx badconn causes',
  });
}
