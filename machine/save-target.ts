import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { UsageError } from '../harness/errors.ts';

const kindOf = (found: Stats): string => {
  if (found.isSymbolicLink()) return 'a symbolic link';
  if (found.isDirectory()) return 'a folder';
  return 'a device, a pipe or a socket';
};

/**
 * Refuses to put an image where something else would be lost: it takes the place of a regular file
 * only, and of one that is there only by `force`.
 *
 * @throws UsageError `USAGE_SAVE`
 */
export async function mayBeSaved(file: string, force: boolean): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  const wrong = (what: string, next: string): UsageError =>
    new UsageError({ code: 'USAGE_SAVE', what: `--save is ${file}, ${what}`, next });
  if (found === undefined) return;
  if (!found.isFile()) {
    throw wrong(`which is ${kindOf(found)}; an image is saved as a regular file.`, 'name a file');
  }
  if (force) return;
  throw wrong('which is there already; it is left as it is.', 'name another file, or add --force');
}
