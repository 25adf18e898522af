import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle, bundledBy, bundleName } from '../engine/bundle.ts';
import { madeOnce } from '../run/made-once.ts';
import { archive, archiveOf, type PackedFile } from './archive.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where `npm run build` puts the bundles. A checkout has none. */
const built = `${root}bundles/diagnoser`;

/** No tests: the sources of the reference diagnoser. */
const isProgram = (path: string): boolean => !/\.test\./.test(path);

/**
 * The reference diagnoser as it is brought into a client host. Causes from outside import `badconn/diagnoser`,
 * which is the second bundle (diagnoser/own-causes.ts).
 */
export const referenceFiles = (): Promise<PackedFile[]> =>
  Promise.all([
    ...['main.ts', 'index.ts'].map(async (entry) => ({
      name: bundleName(entry),
      content: await bundle(root, `diagnoser/${entry}`),
    })),
    // Causes from outside are ES modules.
    readFile(`${root}diagnoser/package.json`).then((content) => ({
      name: 'package.json',
      content,
    })),
  ]);

/** The same as a tar archive. Bundling costs 400 ms, so a checkout keeps what it has made. */
export async function referenceArchive(): Promise<Buffer> {
  if (existsSync(built)) return archive(built);
  const sources = await archive(`${root}diagnoser`, isProgram);
  return madeOnce('reference', [...bundledBy(), sources], async () =>
    archiveOf(await referenceFiles()),
  );
}
