import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Pages by their paths below docs/: `<name>.md`, the index, and those in the folder of its name. */
type Pages = ReadonlyMap<string, string>;

const at = (path: string): URL => new URL(path, import.meta.url);

/** Writes pages in place of those that are there. */
export function writePages(pages: Pages): void {
  for (const path of pages.keys())
    if (path.includes('/')) rmSync(at(dirname(path)), { recursive: true, force: true });
  for (const [path, text] of pages) {
    mkdirSync(new URL('.', at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
}

/** The index of this name and the pages in its folder, as they are kept. */
export const keptPages = (name: string): Map<string, string> =>
  new Map(
    globSync([`${name}.md`, `${name}/**/*.*`], { cwd: at('.') }).map((path) => [
      path,
      readFileSync(at(path), 'utf8'),
    ]),
  );
