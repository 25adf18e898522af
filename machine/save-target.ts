import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
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

/**
 * Refuses a file to load that is missing, or no regular file.
 *
 * @throws UsageError `USAGE_NO_SUCH_FILE`
 */
export async function mustBeFile(file: string): Promise<void> {
  const wrong = (why: string, cause?: unknown): UsageError =>
    new UsageError({
      code: 'USAGE_NO_SUCH_FILE',
      what: `${file} ${why}.`,
      next: 'npx badconn prepare --save <file>  on a machine that has the image',
      cause,
    });
  const stats = await stat(file).catch((cause: unknown) => {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw wrong(`cannot be read (${code})`, cause);
  });
  if (!stats.isFile()) throw wrong('is no regular file, and only such a one is loaded');
}
