import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle, bundledBy } from '../engine/bundle.ts';
import { madeOnce } from '../run/made-once.ts';
import { archiveOf, type PackedFile } from './archive.ts';
import { compiledCode, compiledName } from '../compiled-code.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where `npm run build` puts the bundles. A checkout has none. */
const built = `${root}bundles/diagnoser`;

/** No tests: the sources of the reference diagnoser. */
const isProgram = (path: string): boolean => !/\.test\./.test(path);

const program = 'main.cjs';

/** How it is started in the folder that it is unpacked to; `--v8-pool-size=0`: see agent-path.ts. */
export const referenceCommand = ['node', '--v8-pool-size=0', 'start.cjs', program];

/**
 * The reference diagnoser as it is brought into a client host. Causes from outside import `badconn/diagnoser`,
 * which is the second bundle (diagnoser/own-causes.ts).
 */
export const referenceFiles = (): Promise<PackedFile[]> =>
  Promise.all([
    ...[
      ['start.cjs', 'harness/guest/start-reference.ts'],
      [program, 'diagnoser/main.ts'],
      ['index.cjs', 'diagnoser/index.ts'],
    ].map(async ([name = '', entry = '']) => ({ name, content: await bundle(root, entry) })),
    // Causes from outside are ES modules.
    readFile(`${root}diagnoser/package.json`).then((content) => ({
      name: 'package.json',
      content,
    })),
  ]);

/** Path and content of each file below a folder: to pack them as an archive would take 50 ms. */
const inputsBelow = (folder: string, isWanted: (path: string) => boolean = () => true) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length + 1))
    .filter(isWanted)
    .toSorted()
    .flatMap((path) => [`${path}\0`, readFileSync(`${folder}/${path}`)]);

const builtFiles = async (): Promise<PackedFile[]> =>
  Promise.all(
    (await readdir(built)).map(async (name) => ({
      name,
      content: await readFile(`${built}/${name}`),
    })),
  );

/** The same as a tar archive, its code compiled. That costs 400 ms, so what was made is kept. */
export async function referenceArchive(): Promise<Buffer> {
  const isBuilt = existsSync(built);
  const sources = isBuilt
    ? inputsBelow(built)
    : [...bundledBy(), ...inputsBelow(`${root}diagnoser`, isProgram), ...(await startedBy())];
  return madeOnce('reference', sources, async () => {
    const files = await (isBuilt ? builtFiles() : referenceFiles());
    const code = files.find(({ name }) => name === program)?.content.toString() ?? '';
    return archiveOf([...files, { name: compiledName(program), content: compiledCode(code) }]);
  });
}

const startedBy = (): Promise<Buffer[]> =>
  Promise.all(
    ['guest/start-reference.ts', 'compiled-code.ts'].map((name) =>
      readFile(`${root}harness/${name}`),
    ),
  );
