import type { Readable } from 'node:stream';
import { aptInstall, onPath } from './apt.ts';
import { buildImage } from './build-image.ts';
import { hasImage } from './has-image.ts';
import { debianBase, whyNoDebianBase } from './debian-base.ts';
import type { FoundEngine } from './find-engine.ts';
import { importImage } from './import-image.ts';
import type { ImageInputs } from './inputs.ts';
import { noBase } from './messages.ts';
import { officialBase, pull } from './registry-base.ts';
import type { Steps } from './steps.ts';

export interface BaseWork {
  engine: FoundEngine;
  inputs: ImageInputs;
  tag: string;
  steps: Steps;
  /** A base that is being made already, because this machine had no engine either. */
  begun: Readable | undefined;
  /** Whether badconn has just started the engine of this machine: then no registry is asked. */
  started: boolean;
  signal: AbortSignal | undefined;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function fromPackages({
  engine,
  inputs,
  tag,
  steps,
  begun,
  signal,
}: BaseWork): Promise<void> {
  if (begun === undefined && !onPath('mmdebstrap')) {
    await steps.step("Installing mmdebstrap from Debian's packages", 'mmdebstrap', () =>
      aptInstall(['mmdebstrap'], signal),
    );
  }
  await steps.step("Making the base image of Debian's packages (mmdebstrap)", 'base image', () =>
    importImage(engine.docker, begun ?? debianBase(inputs.packages, signal), tag, signal),
  );
}

async function fromImage(work: BaseWork, name: string): Promise<void> {
  const { engine, inputs, tag, steps, signal } = work;
  if (!(await hasImage(engine.docker, name))) {
    await steps.step(`Pulling the base image ${name}`, 'pull', () =>
      pull(engine.docker, name, signal),
    );
  }
  await steps.step(`Making the base image of ${name}`, 'base image', () =>
    buildImage(
      engine.docker,
      { files: inputs.recipe, tag, base: name, target: 'base', network: 'host' },
      signal,
    ),
  );
}

/**
 * Makes the base image: of the image that the user names; of Debian's packages where badconn has
 * just brought the engine; else of the official Node image, and of Debian's packages where that
 * cannot be had.
 *
 * @throws MachineError that names every way and why it led nowhere.
 */
export async function makeBase(work: BaseWork): Promise<void> {
  const { engine, inputs, started, signal } = work;
  if (inputs.baseImage !== undefined) return fromImage(work, inputs.baseImage);
  const noPackages = whyNoDebianBase(engine.architecture);
  if (noPackages === undefined && (started || !inputs.mayPull)) return fromPackages(work);
  if (!inputs.mayPull) throw noBase([`Debian's packages: ${noPackages}`]);
  try {
    await fromImage(work, officialBase);
  } catch (error) {
    signal?.throwIfAborted();
    if (noPackages === undefined) return fromPackages(work);
    throw noBase([firstLine(error), `Debian's packages: ${noPackages}`]);
  }
}
