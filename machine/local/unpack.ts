import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isBadconnError } from '../../harness/errors.ts';
import { killGroup, lastLines } from '../command.ts';
import { buildFailed, diskFull } from '../messages.ts';
import { asRoot } from './folders.ts';

/** Labs have their own /dev, and programs in a layer of their own; only Docker needs the last. */
const leftOut = ['dev/*', 'opt/lab', '.dockerenv'].flatMap((path) => [
  `--exclude=${path}`,
  `--exclude=./${path}`,
]);

/** tar(1) ends at the end of the archive, and what writes it would meet a broken pipe with the padding behind that. */
const untilEnd = 'tar -x "$@" && exec cat >/dev/null';

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
    // Where tar fails, the pipe to it breaks and its own words say why.
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
