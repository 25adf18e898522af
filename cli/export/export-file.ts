import { link, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite, makeFolder } from '../../harness/cannot-write.ts';

/** A file to write, with its path below the export's folder. */
export interface ExportFile {
  path: string;
  text: string;
  /** An earlier file of this export with the same content; this one becomes a hard link to it. */
  sameAs?: string;
}

/** A document as text of a file. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** The same time for all files, so that times reveal neither order nor time of writing. */
const epoch = new Date('2000-01-01T00:00:00Z');

export async function writeAll(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const { path, text, sameAs } of files) {
    const file = join(folder, path);
    try {
      await makeFolder(dirname(file));
      if (sameAs === undefined) await writeFile(file, text);
      else await link(join(folder, sameAs), file).catch(() => writeFile(file, text));
      await utimes(file, epoch, epoch);
    } catch (cause) {
      throw cannotWrite(file, '<folder>', cause);
    }
  }
}
