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
import { mayBeSaved } from './save-target.ts';

export type { Requirement };
export { mayBeSaved };

async function engineAsItIs(): Promise<FoundEngine> {
  const { engine, silent } = await findEngine();
  if (engine === undefined) throw noEngine(silent, installer());
  return engine;
}

/**
 * The engine of this machine, as it is: nothing is installed or started.
 *
 * @throws MachineError that says what is missing and the command that mends it.
 */
export const connect = async (): Promise<Dockerode> => (await engineAsItIs()).docker;

/** What a run needs, where all of it is there; undefined otherwise. Changes nothing. */
export async function preparedAlready(): Promise<Prepared | undefined> {
  const finding = findEngine();
  finding.catch(() => undefined);
  // Read while the engine is asked.
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
 * Brings up all that a run needs: the Docker engine, the base image and the image. Silent when all
 * of it is there. Two at once take turns.
 *
 * @param say gets a line for each thing as it is begun, and one at the end with how long they took.
 * @throws MachineError; or the reason of `signal`.
 */
export async function prepare(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<Prepared> {
  return (await preparedAlready()) ?? bring(say, signal);
}

/** The same on an engine that the caller has: it is not looked for, installed or started. */
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
  // Imported only now: with the image in place, a run starts 60 ms sooner without it.
  const { makeReady } = await import('./make-ready.ts');
  const waiting = (): void => say('Waiting for another badconn that prepares this machine …');
  return locked('badconn-prepare', () => makeReady(say, signal, engine), { waiting, signal });
}

/** Every requirement, as this machine meets it or not. Changes nothing and asks no registry. */
export async function requirements(): Promise<Requirement[]> {
  return (await import('./requirements.ts')).requirements();
}

/** Writes the image to a file, for machines that cannot build it; over one only by `force`. */
export async function saveImage(file: string, force = false, signal?: AbortSignal): Promise<void> {
  const { docker, architecture } = await engineAsItIs();
  const { saveArchive } = await import('./archive.ts');
  await saveArchive(docker, imageTags(imageInputs(), architecture), { file, force }, signal);
}

/** Writes everything that a machine without internet needs: the image, this package with its dependencies, and Node. */
export async function saveClass(
  file: string,
  force: boolean,
  say: (line: string) => void,
): Promise<void> {
  await mayBeSaved(file, force);
  const { writeClass } = await import('./class-archive.ts');
  const { ownPackage } = await import('./own-package.ts');
  // On the disk of the target file, which must hold as much anyway.
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

/** The image of an archive for a class, or of a file that `saveImage` wrote. */
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
 * Takes the image from a file that `saveImage` wrote. Where only its base is of this version, the image
 * is built of it at once, for which no network is needed.
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
