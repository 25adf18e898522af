import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../harness/version.ts';
import { bundle, bundledBy, bundleName } from '../harness/engine/bundle.ts';
import { programsMissing } from './messages.ts';
import { pinnedNode } from './node-binary.ts';

export interface ImageFile {
  /** Path in the build context, with forward slashes. */
  path: string;
  executable: boolean;
  content: Buffer;
}

export interface ImageInputs {
  /** Dockerfile, package list and setup script. */
  recipe: ImageFile[];
  /** Programs of hosts: sources in a checkout, bundles in the published package. */
  programs: ImageFile[];
  /** Folder of the sources; undefined in the published package. */
  sources: string | undefined;
  packages: string[];
  /** Version of the dev dependency `node`; empty without it, so that one image fits every machine. */
  nodeVersion: string;
  /** Image named by BADCONN_BASE_IMAGE, if any. */
  baseImage: string | undefined;
  /** False with BADCONN_BASE_IMAGE=none: no registry is contacted. */
  mayPull: boolean;
}

export interface ImageTags {
  base: string;
  lab: string;
}

/** The repository in a checkout; `dist` in the published package. */
const programRoot = fileURLToPath(new URL('../', import.meta.url));
const folders = ['client', 'fixtures/hosts', 'harness/engine/agent'];
/** Programs of hosts, each bundled into one file. */
export const hostEntries = ['fixtures/hosts/app.ts', 'harness/engine/agent/agent.ts'];
const notPrograms = /\.test\.ts$/;

function fileAt(root: string, file: string): ImageFile {
  return {
    path: file.slice(join(root, '/').length).replaceAll('\\', '/'),
    executable: (statSync(file).mode & 0o111) !== 0,
    content: readFileSync(file),
  };
}

function filesBelow(root: string, folder: string): ImageFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !notPrograms.test(entry.name))
    .map((entry) => fileAt(root, join(entry.parentPath, entry.name)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files of `ws` that are bundled. */
function webSocketLibrary(): ImageFile[] {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('ws/package.json'));
  return filesBelow(folder, '.').filter(({ path }) => /\.(m?js|json)$/.test(path));
}

const inFolder = (folder: string, files: ImageFile[]): ImageFile[] =>
  files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));

/**
 * All inputs of an image, from the files of this installation.
 *
 * @throws MachineError if programs of badconn itself are missing.
 */
export function imageInputs(env: NodeJS.ProcessEnv = process.env, root = programRoot): ImageInputs {
  const recipeRoot = existsSync(join(root, 'docker')) ? root : dirname(root);
  const built = join(root, 'bundles');
  const isBuilt = existsSync(built);
  const needed = isBuilt
    ? hostEntries.map((entry) => join(built, bundleName(entry)))
    : [...folders, ...hostEntries].map((path) => join(root, path));
  const gone = [...needed, join(recipeRoot, 'docker/host')].filter((path) => !existsSync(path));
  if (gone.length > 0) throw programsMissing(gone);

  const recipe = filesBelow(join(recipeRoot, 'docker/host'), '.');
  const programs = isBuilt
    ? needed.map((file) => fileAt(built, file))
    : [...folders.flatMap((folder) => filesBelow(root, folder)), ...webSocketLibrary()];
  const list = recipe.find(({ path }) => path === 'packages.txt');
  if (list === undefined) throw programsMissing([join(recipeRoot, 'docker/host/packages.txt')]);
  const named = env['BADCONN_BASE_IMAGE'] || undefined;
  return {
    recipe,
    programs,
    sources: isBuilt ? undefined : root,
    packages: list.content.toString().split(/\s+/).filter(Boolean),
    nodeVersion: pinnedNode()?.version ?? '',
    baseImage: named === 'none' ? undefined : named,
    mayPull: named !== 'none',
  };
}

/** The build context, with the programs below `lab/` in the form in which hosts run them. */
export async function contextFiles({
  recipe,
  programs,
  sources,
}: ImageInputs): Promise<ImageFile[]> {
  const bundles =
    sources === undefined
      ? programs
      : await Promise.all(
          hostEntries.map(async (entry) => ({
            path: bundleName(entry),
            executable: false,
            content: await bundle(sources, entry),
          })),
        );
  return [...recipe, ...inFolder('lab', bundles)];
}

const digest = (parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 12);
};

const parts = (files: readonly ImageFile[]): (string | Buffer)[] =>
  files.flatMap(({ path, executable, content }) => [path, executable ? 'x' : '-', content]);

/**
 * Names of the two images. Each contains a hash of all inputs, so an existing image need not be rebuilt.
 *
 * @param architecture of the engine, in Docker's notation: amd64, arm64.
 */
export function imageTags(inputs: ImageInputs, architecture: string): ImageTags {
  const base = digest([
    architecture,
    inputs.nodeVersion,
    inputs.baseImage ?? '',
    ...parts(inputs.recipe),
  ]);
  // Each version has its own images, even from equal inputs, so one version can remove its own safely.
  const making = inputs.sources === undefined ? [] : bundledBy();
  const lab = digest([base, version, ...making, ...parts(inputs.programs)]);
  return { base: `badconn/base:${base}`, lab: `badconn/lab:${lab}` };
}
