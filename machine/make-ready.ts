import type Dockerode from 'dockerode';
import type { Readable } from 'node:stream';
import { aptInstall, installer, onPath } from './apt.ts';
import { makeBase } from './base-image.ts';
import { buildImage } from './build-image.ts';
import { debianBase, ownArchitecture, whyNoDebianBase } from './debian-base.ts';
import { findEngine } from './find-engine.ts';
import type { FoundEngine, Search } from './found-engine.ts';
import { hasImage } from './has-image.ts';
import { contextFiles, imageInputs, imageTags, type ImageInputs } from './inputs.ts';
import { isChosen, isForbidden, noEngine } from './messages.ts';
import { removeOldImages } from './old-images.ts';
import { startDocker } from './start-docker.ts';
import { Steps, type Say } from './steps.ts';

export interface Prepared {
  docker: Dockerode;
  /** Name of the image of every lane. */
  image: string;
  /** Podman unmasks paths of a container by an option of its own. */
  isPodman: boolean;
}

/** Provides what `prepare` finds missing; runs under its lock. */
export async function makeReady(
  say: Say,
  signal?: AbortSignal,
  given?: FoundEngine,
): Promise<Prepared> {
  const steps = new Steps(say);
  const inputs = imageInputs();
  const search: Search = given ? { engine: given, silent: [] } : await findEngine();
  const { engine, begun } =
    search.engine === undefined
      ? await bringEngine(search, inputs, steps, signal)
      : { engine: search.engine, begun: undefined };
  const { docker } = engine;
  const tags = imageTags(inputs, engine.architecture);
  const started = search.engine === undefined;
  if (!(await hasImage(docker, tags.lab))) {
    if (!(await hasImage(docker, tags.base))) {
      await makeBase({ engine, inputs, tag: tags.base, steps, begun, started, signal });
    }
    const files = await contextFiles(inputs);
    await steps.step(`Building the image ${tags.lab}`, 'image', () =>
      buildImage(docker, { files, tag: tags.lab, base: tags.base, network: 'none' }, signal),
    );
    await removeOldImages(docker, tags);
  }
  begun?.destroy();
  steps.close();
  return { docker, image: tags.lab, isPodman: engine.name === 'Podman' };
}

/**
 * Installs and starts Docker. The base image is made at the same time, since a machine without Docker has no image
 * either.
 */
async function bringEngine(
  { silent }: Search,
  inputs: ImageInputs,
  steps: Steps,
  signal: AbortSignal | undefined,
): Promise<{ engine: FoundEngine; begun: Readable | undefined }> {
  const can = installer();
  if (isChosen(silent) || isForbidden(silent) || !can.debian || !can.root)
    throw noEngine(silent, can);

  let begun: Readable | undefined;
  try {
    if (!onPath('dockerd')) {
      if (inputs.baseImage === undefined && whyNoDebianBase(ownArchitecture) === undefined) {
        if (!onPath('mmdebstrap')) {
          await steps.step("Installing mmdebstrap from Debian's packages", 'mmdebstrap', () =>
            aptInstall(['mmdebstrap'], signal),
          );
        }
        begun = debianBase(inputs, signal);
        // Its importer handles the error; until then this handler keeps it from being uncaught.
        begun.on('error', () => undefined);
      }
      await steps.step("Installing Docker from Debian's packages (docker.io)", 'Docker', () =>
        aptInstall(['docker.io', 'iptables'], signal),
      );
    }
    const engine = await steps.step('Starting Docker', 'start', () => startDocker(signal));
    return { engine, begun };
  } catch (error) {
    begun?.destroy();
    throw error;
  }
}
