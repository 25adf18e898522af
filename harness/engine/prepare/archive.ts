import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { isBadconnError, UsageError } from '../../errors.ts';
import { hasImage } from './has-image.ts';
import type { ImageTags } from './inputs.ts';
import { diskFull, wrongArchive } from './messages.ts';
import { followProgress, imageError } from './progress.ts';
import { mayBeSaved } from './save-target.ts';

/** GET /images/get takes several names; dockerode's own method takes one. */
const exported = (docker: Dockerode, names: readonly string[]): Promise<NodeJS.ReadableStream> =>
  new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: '/images/get?',
        method: 'GET',
        options: { names },
        isStream: true,
        statusCodes: { 200: true, 404: 'no such image', 500: 'server error' },
      },
      (error, stream) =>
        error ? reject(error as Error) : resolve(stream as NodeJS.ReadableStream),
    );
  });

/**
 * Writes the images to a file. The base goes with the lab, so that a machine which has loaded the
 * file can rebuild after a change. No partial file is left behind.
 */
export async function saveArchive(
  docker: Dockerode,
  { base, lab }: ImageTags,
  { file, force }: { file: string; force: boolean },
  signal?: AbortSignal,
): Promise<void> {
  await mayBeSaved(file, force);
  const part = `${file}.${process.pid}.part`;
  try {
    const names = (await hasImage(docker, base)) ? [lab, base] : [lab];
    const options = signal === undefined ? {} : { signal };
    await pipeline(
      await exported(docker, names),
      createWriteStream(part, { flags: 'wx' }),
      options,
    );
    // Something may have come there meanwhile.
    await mayBeSaved(file, force);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    signal?.throwIfAborted();
    if (isBadconnError(error)) throw error;
    const what = `The image could not be saved to ${file}`;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw diskFull(what, error, 'save it where some 300 MB are free');
    }
    throw imageError(what, error);
  }
}

/**
 * Loads such a file.
 *
 * @throws UsageError when it cannot be read; MachineError when it is not of this version.
 */
export async function loadArchive(
  docker: Dockerode,
  { base, lab }: ImageTags,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  await access(file).catch((cause: unknown) => {
    throw new UsageError({
      code: 'USAGE_NO_SUCH_FILE',
      what: `${file} cannot be read: ${String(cause)}`,
      next: 'npx badconn prepare --save <file>  on a machine that has the image',
      cause,
    });
  });
  const what = `${file} could not be loaded`;
  let lines: string[];
  try {
    const options = signal === undefined ? {} : { abortSignal: signal };
    lines = await followProgress(
      docker,
      await docker.loadImage(createReadStream(file), options),
      what,
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw imageError(what, error);
  }
  signal?.throwIfAborted();
  const fits = (await hasImage(docker, lab)) || (await hasImage(docker, base));
  if (!fits)
    throw wrongArchive(
      file,
      lines.filter((line) => line.startsWith('Loaded')),
      lab,
    );
}
