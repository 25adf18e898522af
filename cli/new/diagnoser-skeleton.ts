import { access, copyFile, chmod, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cannotWrite, makeFolder } from '../../harness/cannot-write.ts';
import { UsageError } from '../../harness/errors.ts';

/** Languages that the client host of a lab can run. */
export const skeletonLanguages = ['sh', 'python', 'node', 'php'] as const;
type Language = (typeof skeletonLanguages)[number];

/** Beside this file in a checkout; dist/cli/new/ of the published package has none. */
const places = ['./diagnoser', '../../../cli/new/diagnoser'];

async function sourceOf(language: Language): Promise<string> {
  for (const place of places) {
    const file = fileURLToPath(new URL(`${place}/${language}/diagnose`, import.meta.url));
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  throw new Error(`cli/new/diagnoser/${language} is missing from the package`);
}

/**
 * Writes a diagnoser that keeps the contract into a folder. Resolves to the file. Throws `UsageError` if the folder
 * has one already, or cannot be written.
 */
export async function writeDiagnoser(language: Language, folder: string): Promise<string> {
  const file = join(folder, 'diagnose');
  const source = await sourceOf(language);
  const failed = (cause: NodeJS.ErrnoException): never => {
    throw cause.code === 'EEXIST'
      ? exists(file, language, cause)
      : cannotWrite(file, folderOption, cause);
  };
  await makeFolder(folder).catch((cause: unknown) => {
    throw cannotWrite(folder, folderOption, cause);
  });
  await copyFile(source, file, constants.COPYFILE_EXCL).catch(failed);
  await chmod(file, 0o755);
  return file;
}

const folderOption = 'npx badconn new diagnoser';

const exists = (file: string, language: Language, cause: unknown): UsageError =>
  new UsageError({
    code: 'USAGE_DIAGNOSER_EXISTS',
    what: `${file} exists already and was not changed.`,
    next: `npx badconn new diagnoser --lang ${language} ./another-folder`,
    cause,
  });
