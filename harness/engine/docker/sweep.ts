import type Docker from 'dockerode';
import { imageLabel } from '../../../machine/has-image.ts';
import { connect } from '../../../machine/index.ts';
import { isLeftover, sidecarLabel, type LeftoverScope } from '../labels.ts';

const runLabel = 'badconn.run';

async function containers(docker: Docker, label: string): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [label] } });
}

async function removeAll(
  docker: Docker,
  found: readonly Docker.ContainerInfo[],
): Promise<string[]> {
  await Promise.all(
    found.map(async ({ Id, Labels }) => {
      const container = docker.getContainer(Id);
      // A sidecar first undoes its changes to the other container's network.
      if (Labels[sidecarLabel] !== undefined) await container.stop({ t: 5 }).catch(() => undefined);
      await container.remove({ force: true }).catch((error: unknown) => {
        const { statusCode } = error as { statusCode?: number };
        if (statusCode !== 404 && statusCode !== 409) throw error;
      });
    }),
  );
  return found.map(({ Id, State }) => `container ${Id.slice(0, 12)} (${State})`);
}

/** Bounds the attempts, 0.3 s each plus the engine's time, on an engine that cannot remove. */
const mostTurns = 100;

/** Removes the containers of one run. One that is being created may still appear. */
export async function sweepRun(run: string): Promise<void> {
  const docker = await connect();
  for (let clean = 0, turn = 0; clean < 2 && turn < mostTurns; turn += 1) {
    const removed = await removeAll(docker, await containers(docker, `${runLabel}=${run}`));
    clean = removed.length === 0 ? clean + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

export async function leftovers(
  docker: Docker,
  scope: LeftoverScope,
): Promise<Docker.ContainerInfo[]> {
  const found = await containers(docker, runLabel);
  return found.filter(({ Labels }) => isLeftover(Labels, scope));
}

/** Removes leftovers. Resolves to the names of what it removed. */
export async function sweep(docker: Docker, scope: LeftoverScope): Promise<string[]> {
  return removeAll(docker, await leftovers(docker, scope));
}

/**
 * Removes the images of one version of badconn, or of `all`; an image goes with the last of its names. Images that a
 * container uses stay. Resolves to what was removed, and to the number of other images.
 */
export async function removeImages(
  docker: Docker,
  version: string,
): Promise<{ removed: string[]; others: number }> {
  const found = await docker.listImages({ filters: { label: [imageLabel] } });
  const wanted = found.filter(
    ({ Labels }) => version === 'all' || Labels?.[imageLabel] === version,
  );
  const removed: string[] = [];
  for (const { Id, RepoTags } of wanted) {
    try {
      await docker.getImage(Id).remove({ force: true });
      removed.push(`image ${RepoTags?.join(', ') ?? Id}`);
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode !== 404 && statusCode !== 409) throw error;
    }
  }
  return { removed, others: found.length - wanted.length };
}
