import { join } from 'node:path';

/** Folder of a student's lessons, derived from the name given. */
export const folderOf = (folder: string, name: string): string =>
  join(folder, 'class', encodeURIComponent(name.toLowerCase()).replaceAll('.', '%2E'));
