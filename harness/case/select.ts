import { UsageError } from '../errors.ts';
import { near } from '../nearest.ts';
import type { Registered } from './scenario.ts';

type Selectable = Pick<Registered, 'id' | 'family' | 'isOutside'>;

/**
 * Selects by ids or families. Without any: all scenarios, or only those from outside if there are some. Throws
 * `UsageError` for an unknown name, with the nearest names.
 */
export function select<One extends Selectable>(
  all: readonly One[],
  wanted: readonly string[],
): One[] {
  if (wanted.length === 0) {
    const outside = all.filter(({ isOutside }) => isOutside);
    return outside.length > 0 ? outside : [...all];
  }
  for (const name of wanted) {
    if (all.some(({ id, family }) => id === name || family === name)) continue;
    const names = [...new Set(all.flatMap(({ id, family }) => [id, family]))].filter(Boolean);
    const meant = near(name, names, 3);
    throw new UsageError({
      code: 'USAGE_UNKNOWN_SCENARIO',
      what: `There is no scenario ${name}.`,
      evidence: meant.length === 0 ? [] : [`nearest: ${meant.join(', ')}`],
      next: 'npx badconn list',
    });
  }
  return all.filter(({ id, family }) => wanted.includes(id) || wanted.includes(family));
}
