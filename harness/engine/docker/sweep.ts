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
      // It first takes back what it did to the network of another container.
      if (Labels[sidecarLabel] !== undefined) await container.stop({ t: 5 }).catch(() => undefined);
      await container.remove({ force: true }).catch((error: unknown) => {
        const { statusCode } = error as { statusCode?: number };
        if (statusCode !== 404 && statusCode !== 409) throw error;
      });
    }),
  );
  return found.map(({ Id, State }) => `container ${Id.slice(0, 12)} (${State})`);
}

/** 0.3 s each, and what the engine takes: an engine that cannot remove is not asked for ever. */
const mostTurns = 100;

/** Removes what one run has on the engine. A container that is being created may still turn up. */
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

/** Removes them. Resolves to what it removed. */
export async function sweep(docker: Docker, scope: LeftoverScope): Promise<string[]> {
  return removeAll(docker, await leftovers(docker, scope));
}

/**
 * Removes the images of one version of badconn, or of `all`; of several names the last takes the image
 * along. What a container uses stays. Resolves to what was removed, and to how many others there are.
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
