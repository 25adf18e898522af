import type Dockerode from 'dockerode';
import { version } from '../harness/version.ts';
import { imageLabel } from './has-image.ts';
import type { ImageTags } from './inputs.ts';

/** A younger image may be in use: by a run that has no lanes yet, or by another checkout. */
const youngSeconds = 24 * 3600;

/** Removes unused images of this version except the given ones. Images of other versions may still be needed. */
export async function removeOldImages(docker: Dockerode, keep: ImageTags): Promise<void> {
  const [images, containers] = await Promise.all([
    docker.listImages({ filters: { label: [`${imageLabel}=${version}`] } }),
    docker.listContainers({ all: true }),
  ]);
  const used = new Set(containers.map(({ ImageID }) => ImageID));
  const now = Date.now() / 1000;
  for (const { Id, RepoTags, Created } of images) {
    // Docker before 25 lists an untagged image under this name, which refers to nothing.
    const tags = (RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
    const kept = tags.includes(keep.base) || tags.includes(keep.lab);
    if (kept || used.has(Id) || now - Created < youngSeconds) continue;
    for (const name of tags.length > 0 ? tags : [Id]) {
      // It is the base of a remaining image, or another process has removed it.
      await docker.getImage(name).remove().catch(ignoreConflict);
    }
  }
}

function ignoreConflict(error: unknown): void {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== 404 && statusCode !== 409) throw error;
}
