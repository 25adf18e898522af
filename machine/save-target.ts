import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { UsageError } from '../harness/errors.ts';

const kindOf = (found: Stats): string => {
  if (found.isSymbolicLink()) return 'a symbolic link';
  if (found.isDirectory()) return 'a folder';
  return 'a device, a pipe or a socket';
};

/**
 * Refuses a target that saving the image would destroy: only a regular file may be replaced, and an
 * existing one only with `force`.
 *
 * @throws UsageError `USAGE_SAVE`
 */
export async function mayBeSaved(file: string, force: boolean): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  const wrong = (what: string, next: string): UsageError =>
    new UsageError({ code: 'USAGE_SAVE', what: `--save is ${file}, ${what}`, next });
  if (found === undefined) return;
  if (!found.isFile()) {
    throw wrong(
      `which is ${kindOf(found)}; an image is saved as a regular file.`,
      'give a file name',
    );
  }
  if (force) return;
  throw wrong(
    'which exists already; it was not changed.',
    'give another file name, or add --force',
  );
}
