import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ArchivedFolder } from './class-archive.ts';

const run = promisify(execFile);

interface Manifest {
  dependencies?: Record<string, string>;
}

/** Folder of an installed dependency of the package in `from`. */
function installedFor(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Packs a checkout with npm (which builds it first) and unpacks it below the given folder. */
async function packedInto(checkout: string, folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: checkout,
    maxBuffer: 64 * 1024 ** 2,
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
  const into = join(folder, 'node_modules/badconn');
  await mkdir(into, { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '-C', into, '--strip-components=1']);
  return into;
}

/** badconn as published. */
export interface OwnPackage {
  /** The package and its dependencies, each with its path below the target folder. */
  folders: readonly ArchivedFolder[];
  /** Its command line, if it is not the running one; then its image differs as well. */
  program: string | undefined;
}

/** @param scratch an empty folder, in which a checkout is packed. */
export async function ownPackage(scratch: string): Promise<OwnPackage> {
  // This file is one folder below the root in a checkout, two in dist/.
  const isCheckout = import.meta.url.endsWith('.ts');
  const root = resolve(import.meta.dirname, isCheckout ? '..' : '../..');
  const own = isCheckout ? await packedInto(root, scratch) : root;
  const dependencies = await dependenciesOf(root, isCheckout ? root : dirname(dirname(root)));
  if (isCheckout) {
    for (const { from, to } of dependencies) {
      await mkdir(dirname(join(scratch, to)), { recursive: true });
      await symlink(from, join(scratch, to)).catch(() => undefined);
    }
  }
  return {
    folders: [{ from: own, to: 'node_modules/badconn' }, ...dependencies],
    program: isCheckout ? join(own, 'cli/badconn.js') : undefined,
  };
}

/** All packages that a package needs at run time, with their paths below `top`, which has their node_modules. */
async function dependenciesOf(root: string, top: string): Promise<ArchivedFolder[]> {
  const found = new Map<string, string>();
  const left = [root];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const dependency = installedFor(folder, name);
      if (dependency === undefined || found.has(dependency)) continue;
      found.set(dependency, relative(top, dependency));
      left.push(dependency);
    }
  }
  return [...found].map(([from, to]) => ({ from, to }));
}
