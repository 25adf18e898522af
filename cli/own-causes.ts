import type { CauseFile } from '../diagnoser/index.ts';
import { readCauses } from '../diagnoser/own-causes.ts';
import { UsageError } from '../harness/errors.ts';
import { misspelt } from '../harness/nearest.ts';
import { causes, isCause } from '../vocabulary/index.ts';

/**
 * The causes of a folder; empty without a folder. `option`: the option that named it.
 *
 * @throws UsageError `USAGE_CAUSES` for an unreadable folder, a file that is not a cause, and a cause that is neither
 * in the vocabulary nor marked as one's own.
 */
export async function causesIn(folder: string | undefined, option: string): Promise<CauseFile[]> {
  if (folder === undefined) return [];
  const wrong = (what: string, next: string, cause?: unknown): UsageError =>
    new UsageError({ code: 'USAGE_CAUSES', what: `${option} is ${folder}: ${what}`, next, cause });
  const found = await readCauses(folder).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    const text = code === undefined ? message : `the folder cannot be read (${code})`;
    throw wrong(text, 'docs/outside.md shows a file of a cause', cause);
  });
  if (found.length === 0)
    throw wrong('it holds no cause', 'docs/outside.md shows a file of a cause');
  for (const cause of found.map(({ cause: given }): string => given)) {
    if (isCause(cause)) continue;
    const meant =
      misspelt(cause, Object.keys(causes)) ?? `x-${cause.replaceAll(/[^a-z0-9]+/g, '-')}`;
    throw wrong(
      `${cause} is no cause of the vocabulary, and is not marked as one of its own (x-<state>)`,
      `write  cause: '${meant}',`,
    );
  }
  return found;
}
