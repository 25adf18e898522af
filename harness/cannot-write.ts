import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OutputError, UsageError } from './errors.ts';

/** The machine lacks space or similar: another file name would not help. */
const lacking: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be larger than a file may be',
  EIO: 'the disk has failed',
};

/** What is wrong with the given path. */
const misplaced: Record<string, string> = {
  ENOENT: 'its folder cannot be made there',
  EEXIST: 'a file is in the way',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ELOOP: 'its path leads in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Error for a file that cannot be written: `OutputError` (exit code 5) if the machine lacks space, `UsageError` (2)
 * if the path given with `option` is wrong.
 */
export function cannotWrite(
  file: string,
  option: string,
  cause: unknown,
): OutputError | UsageError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const what = `${file} cannot be written: ${lacking[code] ?? misplaced[code] ?? code} (${code}).`;
  return code in lacking
    ? new OutputError({ code: 'OUTPUT_NO_ROOM', what, next: 'free some space there', cause })
    : new UsageError({
        code: 'USAGE_CANNOT_WRITE',
        what,
        next: `give another place with ${option}`,
        cause,
      });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Creates a folder and its missing parents. Node's recursive mkdir never ends if an existing folder answers ENOENT,
 * as /proc does.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    const above = dirname(folder);
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || above === folder) throw error;
    if (!(await isFolder(above))) await makeFolder(above);
    // Another process may have created it meanwhile, or its parent.
    await mkdir(folder).catch(async (again: unknown) => {
      if (!(await isFolder(folder))) throw again;
    });
  }
}
