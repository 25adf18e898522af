import { access, copyFile, chmod, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './errors.ts';

/** Languages that the client host of a lab can run. */
export const skeletonLanguages = ['sh', 'python', 'node', 'php'] as const;
type Language = (typeof skeletonLanguages)[number];

/** In a checkout skeletons/ is one folder up, in the published package two. */
const places = ['../skeletons/diagnoser', '../../skeletons/diagnoser'];

async function sourceOf(language: Language): Promise<string> {
  for (const place of places) {
    const file = fileURLToPath(new URL(`${place}/${language}/diagnose`, import.meta.url));
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  throw new Error(`skeletons/diagnoser/${language} is missing from the package`);
}

/**
 * Writes a diagnoser that keeps the contract into a folder. Resolves to the file. Throws `UsageError` for
 * a folder that holds one already, or cannot be written.
 */
export async function writeDiagnoser(language: Language, folder: string): Promise<string> {
  const file = join(folder, 'diagnose');
  const source = await sourceOf(language);
  try {
    await mkdir(folder, { recursive: true });
    await copyFile(source, file, constants.COPYFILE_EXCL);
    await chmod(file, 0o755);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError({
      code: code === 'EEXIST' ? 'USAGE_DIAGNOSER_EXISTS' : 'USAGE_CANNOT_WRITE',
      what:
        code === 'EEXIST'
          ? `${file} exists already; it is left as it is.`
          : `${file} cannot be written (${code}).`,
      next: `npx badconn new diagnoser --lang ${language} ./another-folder`,
      cause,
    });
  }
  return file;
}
