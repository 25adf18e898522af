import { utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite, makeFolder } from '../../harness/cannot-write.ts';

/** A file to be written, by its path below the folder of the export. */
export interface ExportFile {
  path: string;
  text: string;
}

/** Nothing of when a file was written, or in which order, is to be read from it. */
const epoch = new Date('2000-01-01T00:00:00Z');

export async function writeAll(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      await makeFolder(dirname(file));
      await writeFile(file, text);
      await utimes(file, epoch, epoch);
    } catch (cause) {
      throw cannotWrite(file, '<folder>', cause);
    }
  }
}
