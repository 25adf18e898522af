import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { version } from '../harness/version.ts';
import { hasImage, imageLabel } from './has-image.ts';
import { followProgress, imageError } from './progress.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Creates an image from a root file system. An interrupted stream creates none. */
export async function importImage(
  docker: Dockerode,
  fileSystem: Readable,
  tag: string,
  signal?: AbortSignal,
): Promise<void> {
  const what = `The image ${tag} could not be imported`;
  const broken = new AbortController();
  fileSystem.once('error', (error) => broken.abort(error));
  const [repo, hash] = tag.split(':');
  try {
    if (fileSystem.errored) throw fileSystem.errored;
    const stream = await docker.importImage(fileSystem, {
      repo,
      tag: hash,
      changes: [`LABEL ${imageLabel}=${version}`, `ENV PATH=${path}`],
      abortSignal: signal ? AbortSignal.any([signal, broken.signal]) : broken.signal,
    });
    await followProgress(docker, stream, what);
    if (!(await hasImage(docker, tag))) throw new Error('the import broke off');
  } catch (error) {
    fileSystem.destroy();
    signal?.throwIfAborted();
    throw imageError(what, broken.signal.aborted ? broken.signal.reason : error);
  }
}
