import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../errors.ts';

/** Loaded where something is packed: an archive that was kept needs none of it. */
const newTar = async () => (await import('tar-stream')).pack();

const maxBytes = 256 * 1024 * 1024;
const epoch = new Date(0);

interface ArchivedFile {
  path: string;
  isLink: boolean;
}

async function entriesBelow(folder: string): Promise<ArchivedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(folder.length + 1),
      isLink: entry.isSymbolicLink(),
    }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

async function sized(
  folder: string,
  { path, isLink }: ArchivedFile,
): Promise<ArchivedFile & { file: string; size: number; mode: number }> {
  const file = join(folder, path);
  const { size, mode } = isLink ? { size: 0, mode: 0 } : await stat(file);
  return { path, isLink, file, size, mode };
}

/** `a/b/c` lies in `a` and in `a/b`. What makes a folder by itself makes it with a mode of its own. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * A folder as a tar archive: its files and symbolic links, below `at` (`causes/`). Throws `UsageError` beyond
 * 256 MiB.
 */
export async function archive(
  folder: string,
  isWanted: (path: string) => boolean = () => true,
  at = '',
): Promise<Buffer> {
  const entries = (await entriesBelow(folder)).filter(({ path }) => isWanted(path));
  const files = await Promise.all(entries.map((entry) => sized(folder, entry)));
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) {
    throw new UsageError({
      code: 'USAGE_DIAGNOSER_TOO_LARGE',
      what: `The diagnoser's folder ${folder} holds more than ${maxBytes / 1024 ** 2} MiB.`,
      next: 'give a folder with the diagnoser only',
    });
  }
  const contents = await Promise.all(
    files.map(({ file, isLink }) => (isLink ? readlink(file) : readFile(file))),
  );
  const tar = await newTar();
  const folders = new Set<string>();
  const whole = buffer(tar);
  for (const [index, { path, mode }] of files.entries()) {
    const slashed = at + path.split(sep).join('/');
    for (const above of foldersAbove(slashed)) {
      if (!folders.has(above))
        tar.entry({ name: above, type: 'directory', mode: 0o755, mtime: epoch });
      folders.add(above);
    }
    const content = contents[index] ?? '';
    if (typeof content === 'string') {
      tar.entry({ name: slashed, type: 'symlink', linkname: content, mtime: epoch });
      continue;
    }
    // Another user runs it. What a umask has taken from others says nothing of the program.
    const wanted = (mode & 0o111) === 0 ? 0o644 : 0o755;
    tar.entry({ name: slashed, mode: wanted, mtime: epoch }, content);
  }
  tar.finalize();
  return whole;
}

export interface PackedFile {
  name: string;
  content: Buffer;
}

/** Files that are made and not read, as a tar archive: nothing of them is executable. */
export async function archiveOf(files: readonly PackedFile[]): Promise<Buffer> {
  const tar = await newTar();
  for (const { name, content } of files) tar.entry({ name, mode: 0o644, mtime: epoch }, content);
  tar.finalize();
  return buffer(tar);
}

/** Two archives as one: the end of the first is two blocks of zeros (tar(5)). */
export const joined = (first: Buffer, second: Buffer): Buffer =>
  Buffer.concat([first.subarray(0, -2 * 512), second]);

/** Lays out on this machine what `archive` has packed (tar(1)). */
export async function unpackTo(folder: string, tar: Buffer): Promise<void> {
  const child = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => undefined).end(tar);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`tar -x into ${folder} ended with ${code}`);
}
