import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { aptInstall, installer, onPath } from './apt.ts';
import { loadArchive, saveArchive } from './archive.ts';
import { makeBase } from './base-image.ts';
import { buildImage, hasImage } from './build-image.ts';
import { debianBase, whyNoDebianBase } from './debian-base.ts';
import { findEngine, type FoundEngine, type Search } from './find-engine.ts';
import { contextFiles, imageInputs, imageTags, type ImageInputs } from './inputs.ts';
import { locked } from './lock.ts';
import { isChosen, noEngine } from './messages.ts';
import { removeOldImages } from './old-images.ts';
import { startDocker } from './start-docker.ts';
import { Steps, type Say } from './steps.ts';

export { requirements, type Requirement } from './requirements.ts';

export interface Prepared {
  docker: Dockerode;
  /** Name of the image that every lane runs. */
  image: string;
}

/**
 * The engine of this machine, as it is: nothing is installed or started.
 *
 * @throws MachineError that says what is missing and the command that mends it.
 */
export async function connect(): Promise<Dockerode> {
  const { engine, silent } = await findEngine();
  if (engine === undefined) throw noEngine(silent, installer());
  return engine.docker;
}

/**
 * Brings up all that a run needs: the Docker engine, the base image and the image. Silent when all
 * of it is there. Two at once take turns.
 *
 * @throws MachineError; or the reason of `signal`.
 */
export async function prepare(say: Say, signal?: AbortSignal): Promise<Prepared> {
  const { engine } = await findEngine();
  if (engine !== undefined) {
    const { lab } = imageTags(imageInputs(), engine.architecture);
    if (await hasImage(engine.docker, lab)) return { docker: engine.docker, image: lab };
  }
  const waiting = (): void => say('Waiting for another badconn that prepares this machine …');
  return locked('badconn-prepare', () => makeReady(new Steps(say), signal), { waiting, signal });
}

async function makeReady(steps: Steps, signal: AbortSignal | undefined): Promise<Prepared> {
  const inputs = imageInputs();
  const search = await findEngine();
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
    const files = contextFiles(inputs);
    await steps.step(`Building the image ${tags.lab}`, 'image', () =>
      buildImage(docker, { files, tag: tags.lab, base: tags.base, network: 'none' }, signal),
    );
    await removeOldImages(docker, tags);
  }
  begun?.destroy();
  steps.close();
  return { docker, image: tags.lab };
}

/**
 * Installs and starts Docker. While it is being installed, the base image is already in the making,
 * since a machine without Docker has no image either.
 */
async function bringEngine(
  { silent }: Search,
  { packages, baseImage }: ImageInputs,
  steps: Steps,
  signal: AbortSignal | undefined,
): Promise<{ engine: FoundEngine; begun: Readable | undefined }> {
  const can = installer();
  const forbidden = silent.some(({ why }) => why === 'EACCES' || why === 'EPERM');
  if (isChosen(silent) || forbidden || !can.debian || !can.root) throw noEngine(silent, can);

  let begun: Readable | undefined;
  try {
    if (!onPath('dockerd')) {
      const own = { x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch;
      if (baseImage === undefined && whyNoDebianBase(own) === undefined) {
        if (!onPath('mmdebstrap')) {
          await steps.step("Installing mmdebstrap from Debian's packages", 'mmdebstrap', () =>
            aptInstall(['mmdebstrap'], signal),
          );
        }
        begun = debianBase(packages, signal);
        // Whoever imports it meets the error; until then nobody listens.
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

/** Writes the image to a file, for machines that cannot build it. */
export async function saveImage(file: string, signal?: AbortSignal): Promise<void> {
  const { docker, tags } = await ofEngine();
  await saveArchive(docker, tags, file, signal);
}

/** Takes the image from a file that `saveImage` wrote. */
export async function loadImage(file: string, signal?: AbortSignal): Promise<void> {
  const { docker, tags } = await ofEngine();
  await loadArchive(docker, tags, file, signal);
}

async function ofEngine() {
  const { engine, silent } = await findEngine();
  if (engine === undefined) throw noEngine(silent, installer());
  return { docker: engine.docker, tags: imageTags(imageInputs(), engine.architecture) };
}
