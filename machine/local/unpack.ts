import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isBadconnError } from '../../harness/errors.ts';
import { killGroup, lastLines } from '../command.ts';
import { buildFailed, diskFull } from '../messages.ts';
import { asRoot } from './folders.ts';

/** Labs have their own /dev, and the programs in a separate layer; only Docker needs .dockerenv. */
const leftOut = ['dev/*', 'opt/lab', '.dockerenv'].flatMap((path) => [
  `--exclude=${path}`,
  `--exclude=./${path}`,
]);

/** For one layer of several: deletions are no files, and /bin of the layer below stays a link. */
const asLayer = ['--keep-directory-symlink', '--no-anchored', '--exclude=.wh.*'];

/** tar(1) stops at the end-of-archive mark; without cat, the writer of the padding would get EPIPE. */
const untilEnd = 'tar -x "$@" && exec cat >/dev/null';

/**
 * Unpacks a root file system with its owners.
 *
 * @throws MachineError if tar(1) fails; also the stream's own error.
 */
export async function unpack(
  fileSystem: Readable,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const what = `A root file system could not be unpacked into ${folder}`;
  const how = ['--numeric-owner', '--preserve-permissions', '--anchored', ...leftOut, ...asLayer];
  const [file, ...args] = asRoot('sh', '-c', untilEnd, 'sh', ...how, '-C', folder);
  const tar = spawn(file, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  const tail = lastLines(tar.stderr);
  const closed = once(tar, 'close') as Promise<[number | null]>;
  const abort = (): void => void (tar.pid && killGroup(tar.pid));
  signal?.addEventListener('abort', abort);
  try {
    const whole = await pipeline(fileSystem, tar.stdin).then(
      () => true,
      () => false,
    );
    const [code] = await closed;
    signal?.throwIfAborted();
    if (whole && code === 0) return;
    // If tar fails, its pipe breaks; tar's own message says why.
    const broken = fileSystem.errored;
    if (isBadconnError(broken)) throw broken;
    throw tail.some((line) => line.includes('No space left on device'))
      ? diskFull(what, broken, `df ${folder}`)
      : buildFailed(`${what} (${broken?.message ?? `tar ended with ${code}`}).`, tail, broken);
  } finally {
    abort();
    signal?.removeEventListener('abort', abort);
  }
}
