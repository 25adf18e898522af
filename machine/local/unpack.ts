import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { killGroup, lastLines } from '../command.ts';
import { buildFailed, diskFull } from '../messages.ts';
import { asRoot } from './folders.ts';

/** Labs have their own /dev, and programs in a layer of their own; only Docker needs the last. */
const leftOut = ['dev/*', 'opt/lab', '.dockerenv'].flatMap((path) => [
  `--exclude=${path}`,
  `--exclude=./${path}`,
]);

/**
 * Unpacks a root file system, owners and all.
 *
 * @throws MachineError where tar(1) fails, and whatever the stream breaks off with.
 */
export async function unpack(
  fileSystem: Readable,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const what = `A root file system could not be unpacked into ${folder}`;
  const how = ['--numeric-owner', '--preserve-permissions', '--anchored', ...leftOut];
  const [file, ...args] = asRoot('tar', '-x', ...how, '-C', folder);
  const tar = spawn(file, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  const tail = lastLines(tar.stderr);
  const closed = once(tar, 'close') as Promise<[number | null]>;
  const abort = (): void => void (tar.pid && killGroup(tar.pid));
  signal?.addEventListener('abort', abort);
  try {
    // Where tar has ended, the pipe to it breaks; its own words say why.
    const broken = await pipeline(fileSystem, tar.stdin).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (broken !== undefined && broken.code !== 'EPIPE') throw broken;
    const [code] = await closed;
    signal?.throwIfAborted();
    if (code === 0 && broken === undefined) return;
    throw tail.some((line) => line.includes('No space left on device'))
      ? diskFull(what, broken, `df ${folder}`)
      : buildFailed(`${what} (tar ended with ${code}).`, tail);
  } finally {
    abort();
    signal?.removeEventListener('abort', abort);
  }
}
