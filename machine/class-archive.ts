import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, pack, type Pack } from 'tar-stream';
import { mayBeSaved } from './save-target.ts';

/** Folder in an archive for a class, and the image in it. */
const folder = 'badconn-class';
const imageName = `${folder}/image.tar`;

/** A folder of this machine, with its path in the archive. */
export interface ArchivedFolder {
  from: string;
  to: string;
}

interface ClassParts {
  /** The package and its dependencies. */
  folders: readonly ArchivedFolder[];
  /** The Node of this machine, for machines of the same platform without Node. */
  node: string;
  /** An image archive, as a file. */
  image: string;
}

/** System and machine as printed by `uname -sm`, for which `node` was built. */
const machineName = (): string => {
  const names: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' };
  return process.platform === 'linux' ? `Linux ${names[process.arch] ?? process.arch}` : 'another';
};

const startScript = (): string => `#!/bin/sh
# Loads the image, and serves the lessons, or runs a command of badconn. Needs Docker, or root on Linux, and no internet.
cd "$(dirname "$0")" || exit 1
node=node
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 22) ? 0 : 1)' 2>/dev/null; then
  if [ "$(uname -sm)" = '${machineName()}' ]; then node=./node
  else echo 'Node 22.22 or newer is missing: install it, and start this again.' >&2; exit 3
  fi
fi
badconn=node_modules/badconn/cli/badconn.js
export BADCONN_COMMAND='sh start.sh'
case "$1" in '' | -*) set -- serve "$@" ;; esac
# Of this machine: the folder may be a copy of one that was started elsewhere.
here="$(uname -n) $(cat /etc/machine-id 2>/dev/null)"
load() {
  [ "$(cat loaded 2>/dev/null)" = "$here" ] && return
  "$node" "$badconn" prepare --load image.tar && echo "$here" > loaded
}
case "$1" in
  # Without an engine, doctor says what is missing.
  doctor) load 2>/dev/null ;;
  serve | play | exec | run) load || { code=$?; echo '  sh start.sh doctor lists what is met and what is not.' >&2; exit $code; } ;;
esac
exec "$node" "$badconn" "$@"
`;

const readme = `A class with badconn, without internet.

  sh start.sh                       lessons in the browser of this machine
  sh start.sh --host <address>      a class; <address> is the one of this machine that students reach
  sh start.sh doctor                each requirement: met, or what to do
  sh start.sh play                  lessons in this terminal; badconn's other commands likewise (--help after one)

Docker must be there (20.10 or newer); on Linux as root it may be missing. Nothing is installed or fetched.
`;

/** Writes an archive with everything that a machine without internet needs. Leaves no partial file behind. */
export async function writeClass(
  file: string,
  { folders, node, image }: ClassParts,
  force: boolean,
): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  const tar = pack();
  const written = pipeline(tar, createWriteStream(part, { flags: 'wx' }));
  written.catch(() => undefined);
  try {
    const text = (name: string, content: string, mode: number): void =>
      void tar.entry({ name: `${folder}/${name}`, mode }, content);
    text('README.txt', readme, 0o644);
    text('start.sh', startScript(), 0o755);
    for (const { from, to } of folders) await addFolder(tar, from, `${folder}/${to}`);
    await addFile(tar, node, `${folder}/node`);
    await addFile(tar, image, imageName);
    tar.finalize();
    await written;
    await mayBeSaved(file, force);
    await rename(part, file);
  } catch (error) {
    tar.destroy();
    await written.catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

async function addFile(tar: Pack, from: string, name: string): Promise<void> {
  const { size, mode } = await stat(from);
  await pipeline(createReadStream(from), tar.entry({ name, size, mode: mode & 0o777 }));
}

/** Adds the files of an npm package, without nested packages. */
async function addFolder(tar: Pack, from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const path = join(from, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules')
      await addFolder(tar, path, `${to}/${entry.name}`);
    else if (entry.isFile()) {
      const content = await readFile(path);
      const { mode } = await stat(path);
      tar.entry({ name: `${to}/${entry.name}`, mode: mode & 0o777 }, content);
    }
  }
}

/** Whether a file is such an archive, by the first name in it (ustar(5): the first 100 bytes). */
export async function isClass(file: string): Promise<boolean> {
  let head = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { end: 99 }))
    head = Buffer.concat([head, chunk as Buffer]);
  return head.toString('latin1').startsWith(`${folder}/`);
}

/** Extracts the image from such an archive to a file. */
export async function imageOfClass(file: string, to: string): Promise<void> {
  const reading = createReadStream(file).pipe(extract());
  for await (const entry of reading) {
    if (entry.header.name === imageName) await pipeline(entry, createWriteStream(to));
    else for await (const _ of entry) continue;
  }
}
