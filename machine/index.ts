import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type Dockerode from 'dockerode';
import { EngineError } from '../harness/errors.ts';
import { installer } from './apt.ts';
import { engineOf, findEngine } from './find-engine.ts';
import type { FoundEngine } from './found-engine.ts';
import { hasImage } from './has-image.ts';
import { imageInputs, imageTags, type ImageInputs } from './inputs.ts';
import { locked } from './lock.ts';
import type { Prepared } from './make-ready.ts';
import { noEngine } from './messages.ts';
import type { Requirement } from './requirements.ts';
import { mayBeSaved, mustBeFile } from './save-target.ts';

export type { Requirement };
export { mayBeSaved, mustBeFile };

async function engineAsItIs(): Promise<FoundEngine> {
  const { engine, silent } = await findEngine();
  if (engine === undefined) throw noEngine(silent, installer());
  return engine;
}

/**
 * Connects to the engine of this machine. Installs and starts nothing.
 *
 * @throws MachineError that names what is missing and the command that fixes it.
 */
export const connect = async (): Promise<Dockerode> => (await engineAsItIs()).docker;

/** The prerequisites of a run if all are present; undefined otherwise. Changes nothing. */
export async function preparedAlready(): Promise<Prepared | undefined> {
  const finding = findEngine();
  finding.catch(() => undefined);
  // Read while the engine is queried.
  const inputs = imageInputs();
  const { engine } = await finding;
  return engine && preparedOf(engine, inputs);
}

async function preparedOf(
  { docker, name, architecture }: FoundEngine,
  inputs: ImageInputs,
): Promise<Prepared | undefined> {
  const { lab } = imageTags(inputs, architecture);
  return (await hasImage(docker, lab))
    ? { docker, image: lab, isPodman: name === 'Podman' }
    : undefined;
}

/**
 * Provides the prerequisites of a run: Docker engine, base image and image. Silent if all are present. Concurrent
 * calls take turns.
 *
 * @param say receives one line per step as it begins, and one at the end with the durations.
 * @throws MachineError; or the reason of `signal`.
 */
export async function prepare(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<Prepared> {
  return (await preparedAlready()) ?? bring(say, signal);
}

/** As `prepare`, on the caller's engine: none is searched for, installed or started. */
export async function prepareOn(docker: Dockerode, say: (line: string) => void): Promise<Prepared> {
  const asking = engineOf(docker, {
    from: 'caller',
    address: 'the given engine',
    options: undefined,
  });
  asking.catch(() => undefined);
  const inputs = imageInputs();
  const engine = await asking;
  return (await preparedOf(engine, inputs)) ?? bring(say, undefined, engine);
}

async function bring(
  say: (line: string) => void,
  signal?: AbortSignal,
  engine?: FoundEngine,
): Promise<Prepared> {
  // Imported late: with the image present, a run starts 60 ms sooner without it.
  const { makeReady } = await import('./make-ready.ts');
  const waiting = (): void => say('Waiting for another badconn that prepares this machine …');
  return locked('badconn-prepare', () => makeReady(say, signal, engine), { waiting, signal });
}

/** All requirements with their state on this machine. Changes nothing and contacts no registry. */
export async function requirements(): Promise<Requirement[]> {
  return (await import('./requirements.ts')).requirements();
}

/** Writes the image to a file, for machines that cannot build it; overwrites a file only with `force`. */
export async function saveImage(file: string, force = false, signal?: AbortSignal): Promise<void> {
  const { docker, architecture } = await engineAsItIs();
  const { saveArchive } = await import('./archive.ts');
  await saveArchive(docker, imageTags(imageInputs(), architecture), { file, force }, signal);
}

/** Writes all that a machine without internet needs: the image, this package with its dependencies, and Node. */
export async function saveClass(
  file: string,
  force: boolean,
  say: (line: string) => void,
): Promise<void> {
  await mayBeSaved(file, force);
  const { writeClass } = await import('./class-archive.ts');
  const { ownPackage } = await import('./own-package.ts');
  // On the disk of the target file, which must have room for it anyway.
  const scratch = await mkdtemp(`${resolve(file)}.parts-`);
  try {
    say('Gathering the package, the image and Node …');
    const image = join(scratch, 'image.tar');
    const { folders, program } = await ownPackage(scratch);
    if (program === undefined) await saveImage(image);
    else await execFileLoudly(process.execPath, [program, 'prepare', '--save', image]);
    await writeClass(file, { folders, node: process.execPath, image }, force);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Runs a program with its output shown. */
async function execFileLoudly(file: string, argv: readonly string[]): Promise<void> {
  const child = spawn(file, argv, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new EngineError({
    code: 'ENGINE_IMAGE',
    what: 'The image of the package could not be built and saved.',
    next: 'npx badconn doctor',
  });
}

/** Loads the image from an archive for a class, or from a file written by `saveImage`. */
export async function loadSaved(file: string, say: (line: string) => void): Promise<void> {
  const { imageOfClass, isClass } = await import('./class-archive.ts');
  if (!(await isClass(file).catch(() => false))) return loadImage(file, say);
  const scratch = await mkdtemp(join(tmpdir(), 'badconn-class-'));
  try {
    const image = join(scratch, 'image.tar');
    await imageOfClass(file, image);
    await loadImage(image, say);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Loads a file written by `saveImage`. If only its base is of this version, the image is built from it at once,
 * without a network.
 */
async function loadImage(
  file: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { docker, architecture } = await engineAsItIs();
  const { loadArchive } = await import('./archive.ts');
  const tags = imageTags(imageInputs(), architecture);
  if ((await loadArchive(docker, tags, file, signal)) === 'lab') return;
  if (await hasImage(docker, tags.lab)) return;
  say(`${file} holds the base of this version, and not its image.`);
  await prepare(say, signal);
}
