import { closeSync, lstatSync, openSync, readlinkSync, readSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { loaderOf } from './elf.ts';

const mostLinks = 40;
const mostHeader = 64 * 1024;

/** A path of another root file system, with its symbolic links followed within that root. */
function follow(root: string, path: string, links = 0): string {
  const parts = path.split('/').filter(Boolean);
  let at = '/';
  for (const [index, part] of parts.entries()) {
    const next = posix.join(at, part);
    if (lstatSync(root + next).isSymbolicLink()) {
      if (links === mostLinks) throw new Error('too many symbolic links');
      const target = posix.resolve(at, readlinkSync(root + next));
      return follow(root, posix.join(target, ...parts.slice(index + 1)), links + 1);
    }
    at = next;
  }
  return at;
}

/** The beginning of a file, which is all that the kernel looks at to start it. */
function headerOf(file: string): Buffer {
  const header = Buffer.alloc(mostHeader);
  const descriptor = openSync(file, 'r');
  try {
    return header.subarray(0, readSync(descriptor, header));
  } finally {
    closeSync(descriptor);
  }
}

/** The words of a script's first line, `#!` left out (execve(2), Interpreter scripts). */
function interpreterOf(header: Buffer): string[] {
  const [line = ''] = header.toString('utf8', 0, 256).split('\n', 1);
  return line.startsWith('#!') ? line.slice(2).trim().split(/\s+/) : [];
}

/**
 * Why a program cannot be started under a root file system, as a sentence's end; undefined where it can. A
 * shell would say it by exit code 127, which is a diagnoser's word for unsupported.
 */
export function cannotStart(
  root: string,
  program: string,
  { cwd = '/', path }: { cwd?: string; path: string },
): string | undefined {
  const places = program.includes('/')
    ? [posix.resolve(cwd, program)]
    : path.split(':').map((folder) => posix.join('/', folder, program));
  let reason = `${program} is not there`;
  for (const place of places) {
    try {
      const file = root + follow(root, place);
      const status = statSync(file);
      if (!status.isFile()) continue;
      if ((status.mode & 0o001) === 0) {
        const isOwners = (status.mode & 0o111) !== 0;
        reason = isOwners
          ? `${program} is executable for some users, and not for all: chmod a+rx it`
          : `${program} is not executable: chmod +x it`;
        continue;
      }
      const header = headerOf(file);
      const loader = loaderOf(header);
      if (loader !== undefined) {
        const missing = cannotStart(root, loader, { path });
        return missing && `${program} needs the loader of its C library, and ${missing}`;
      }
      const [interpreter, word] = interpreterOf(header);
      if (interpreter === undefined) return undefined;
      const isEnv = posix.basename(interpreter) === 'env' && word && !word.startsWith('-');
      const missing =
        cannotStart(root, interpreter, { path }) ??
        (isEnv ? cannotStart(root, word, { path }) : undefined);
      return missing && `${program} needs an interpreter, and ${missing}`;
    } catch {
      // Not in this folder; the next one may have it.
    }
  }
  return reason;
}
