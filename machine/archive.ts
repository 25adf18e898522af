import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { isBadconnError } from '../harness/errors.ts';
import { hasImage, imageLabel } from './has-image.ts';
import type { ImageTags } from './inputs.ts';
import { diskFull, wrongArchive } from './messages.ts';
import { followProgress, imageError } from './progress.ts';
import { mayBeSaved, mustBeFile } from './save-target.ts';

/** GET /images/get accepts several names; dockerode's method accepts one. */
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
 * Writes the images to a file, base and lab, so that a machine that loads it can rebuild after a change. Leaves no
 * partial file behind.
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
    // The file may have been created meanwhile.
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
 * Loads such a file. If it has the base of this version but not the lab, the lab can be built from it.
 *
 * @returns whether lab or base was loaded.
 * @throws UsageError if the file cannot be read; MachineError `MACHINE_WRONG_ARCHIVE` if this version can use none of
 * its images, whatever the engine had before.
 */
export async function loadArchive(
  docker: Dockerode,
  { base, lab }: ImageTags,
  file: string,
  signal?: AbortSignal,
): Promise<'lab' | 'base'> {
  await mustBeFile(file);
  const what = `${file} could not be loaded`;
  let lines: string[];
  try {
    const options = signal === undefined ? {} : { abortSignal: signal };
    const loading = await docker.loadImage(createReadStream(file), options);
    lines = await followProgress(docker, loading, what);
  } catch (error) {
    signal?.throwIfAborted();
    throw imageError(what, error);
  }
  signal?.throwIfAborted();
  const loaded = lines.flatMap((line) => line.match(/badconn\/(?:base|lab):[\da-f]+/g) ?? []);
  if (loaded.includes(lab) && (await hasImage(docker, lab))) return 'lab';
  if (loaded.includes(base) && (await hasImage(docker, base))) return 'base';
  throw wrongArchive(file, await Promise.all(loaded.map((tag) => madeBy(docker, tag))), lab);
}

/** `badconn/lab:0123 of badconn 0.2.0` */
async function madeBy(docker: Dockerode, tag: string): Promise<string> {
  const image = await docker.getImage(tag).inspect();
  const by = image.Config?.Labels?.[imageLabel];
  return `${tag} of ${by === undefined || by === '1' ? 'an older badconn' : `badconn ${by}`}`;
}
