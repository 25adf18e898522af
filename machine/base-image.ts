import type { Readable } from 'node:stream';
import { aptInstall, onPath } from './apt.ts';
import { buildImage } from './build-image.ts';
import { hasImage } from './has-image.ts';
import { debianBase, whyNoDebianBase } from './debian-base.ts';
import type { FoundEngine } from './found-engine.ts';
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
  /** A base that is already being made, because this machine had no engine either. */
  begun: Readable | undefined;
  /** Whether badconn has just started the engine of this machine: then no registry is contacted. */
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
    importImage(engine.docker, begun ?? debianBase(inputs, signal), tag, signal),
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

export type BaseSource = { packages: true } | { image: string };

/**
 * Methods to get a base image, in the order in which they are tried. If the user names an image: only that. If
 * badconn has just installed the engine, or may not contact a registry: only Debian's packages. Otherwise the
 * official Node image, then Debian's packages.
 *
 * @param canUsePackages whether this machine can make a base from Debian's packages.
 */
export function waysToBase(
  { baseImage, mayPull }: Pick<ImageInputs, 'baseImage' | 'mayPull'>,
  started: boolean,
  canUsePackages: boolean,
): BaseSource[] {
  if (baseImage !== undefined) return [{ image: baseImage }];
  const packages: BaseSource[] = canUsePackages ? [{ packages: true }] : [];
  if (!mayPull || (started && canUsePackages)) return packages;
  return [{ image: officialBase }, ...packages];
}

/**
 * Makes the base image by the first method that works.
 *
 * @throws MachineError: that of the method if there is one; otherwise one that lists all methods and their errors.
 */
export async function makeBase(work: BaseWork): Promise<void> {
  const { engine, inputs, started, signal } = work;
  const noPackages = whyNoDebianBase(engine.architecture);
  const ways = waysToBase(inputs, started, noPackages === undefined);
  const tried: string[] = [];
  for (const way of ways) {
    try {
      return await ('image' in way ? fromImage(work, way.image) : fromPackages(work));
    } catch (error) {
      signal?.throwIfAborted();
      const alone = ways.length === 1 && noPackages === undefined;
      if (alone || inputs.baseImage !== undefined) throw error;
      tried.push(firstLine(error));
    }
  }
  throw noBase([...tried, ...(noPackages ? [`Debian's packages: ${noPackages}`] : [])]);
}
