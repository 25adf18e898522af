import { join } from 'node:path';

/** Where the lessons of a student are kept, by the name that was given. */
export const folderOf = (folder: string, name: string): string =>
  join(folder, 'class', encodeURIComponent(name.toLowerCase()).replaceAll('.', '%2E'));
