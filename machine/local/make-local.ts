import { existsSync } from 'node:fs';
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { labels, ownerOf } from '../../harness/engine/labels.ts';
import { aptInstall, onPath } from '../apt.ts';
import { command } from '../command.ts';
import { debianBase, ownArchitecture, whyNoDebianBase } from '../debian-base.ts';
import { findEngine } from '../find-engine.ts';
import { hasImage } from '../has-image.ts';
import {
  contextFiles,
  imageInputs,
  imageTags,
  type ImageFile,
  type ImageInputs,
} from '../inputs.ts';
import { noLocalFiles } from '../messages.ts';
import { Steps, type Say } from '../steps.ts';
import { asRoot, localLayers, type LocalLayers } from './folders.ts';
import { unpackSaved } from './from-archive.ts';
import { remove, removeOldLayers } from './old-layers.ts';
import { unpack } from './unpack.ts';

/** Makes the missing files of the local engine, of a saved image if one is given; runs under the lock. */
export async function makeLocal(
  say: Say,
  signal?: AbortSignal,
  archive?: string,
): Promise<LocalLayers> {
  // A lab's users must be able to read these files, whatever this user's umask(2).
  const umask = process.umask(0o022);
  try {
    return await makeLayers(say, signal, archive);
  } finally {
    process.umask(umask);
  }
}

async function makeLayers(say: Say, signal?: AbortSignal, archive?: string): Promise<LocalLayers> {
  const steps = new Steps(say);
  const inputs = imageInputs();
  const layers = localLayers(inputs);
  await whole(layers.base, (folder) =>
    archive === undefined
      ? makeBase(folder, inputs, steps, signal)
      : fromArchive(archive, { folder, inputs, steps }, signal),
  );
  await whole(layers.lab, async (folder) => {
    const files = await contextFiles(inputs);
    const programs = files.filter(({ path }) => path.startsWith('lab/'));
    await writeFiles(join(folder, 'opt'), programs);
  });
  await removeOldLayers(layers);
  steps.close();
  return layers;
}

/** Makes a folder atomically: under a temporary name, renamed when complete. */
async function whole(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const part = `${folder}.part`;
  await remove(part);
  await mkdir(part, { recursive: true });
  try {
    await make(part);
    await utimes(part, new Date(), new Date());
    await rename(part, folder);
  } catch (error) {
    await remove(part);
    throw error;
  }
}

async function writeFiles(root: string, files: readonly ImageFile[]): Promise<void> {
  for (const { path, executable, content } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, { mode: executable ? 0o755 : 0o644 });
  }
}

async function makeBase(
  folder: string,
  inputs: ImageInputs,
  steps: Steps,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (await fromDocker(folder, inputs, steps, signal)) return;
  const why = whyNoDebianBase(ownArchitecture);
  if (why !== undefined) throw noLocalFiles(why);
  if (!onPath('mmdebstrap')) {
    await steps.step("Installing mmdebstrap from Debian's packages", 'mmdebstrap', () =>
      aptInstall(['mmdebstrap'], signal),
    );
  }
  const line = "Making the root file system of labs of Debian's packages (mmdebstrap)";
  await steps.step(line, 'root file system', async () => {
    await unpack(debianBase(inputs, signal), folder, signal);
    await writeFiles(join(folder, 'opt/setup'), inputs.recipe);
    await command('The root file system of labs could not be set up.', setUp(folder), { signal });
  });
}

/** Unpacks the same image from a file of `prepare --save`. */
function fromArchive(
  file: string,
  { folder, inputs, steps }: { folder: string; inputs: ImageInputs; steps: Steps },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { lab: tag } = imageTags(inputs, ownArchitecture);
  const line = `Unpacking the root file system of labs from ${file}`;
  return steps.step(line, 'unpack', () =>
    unpackSaved({ file, tag, beside: dirname(folder) }, folder, signal),
  );
}

/** Exports the file system of the same image from a local Docker, if it has it: that takes seconds. */
async function fromDocker(
  folder: string,
  inputs: ImageInputs,
  steps: Steps,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { engine } = await findEngine().catch(() => ({ engine: undefined }));
  if (engine === undefined || engine.architecture !== ownArchitecture) return false;
  const { docker } = engine;
  const { lab } = imageTags(inputs, engine.architecture);
  if (!(await hasImage(docker, lab))) return false;
  // Never started: engines export an image's file system only through a container.
  const owned = { Labels: labels(ownerOf('unpack')) };
  const container = await docker.createContainer({ Image: lab, Cmd: ['-'], ...owned });
  try {
    const line = 'Unpacking the root file system of labs from the image';
    await steps.step(line, 'unpack', async () =>
      unpack((await container.export()) as Readable, folder, signal),
    );
  } finally {
    await container.remove({ force: true });
  }
  return true;
}

/** Runs setup.sh as the Dockerfile does, with /dev and /proc but without a network. */
const setUp = (folder: string): [string, ...string[]] => {
  const script = `mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" &&
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin exec chroot "$1" sh /opt/setup/setup.sh`;
  const apart = ['--mount', '--pid', '--net', '--fork', '--kill-child=KILL'];
  return asRoot('unshare', ...apart, 'sh', '-c', script, 'sh', folder);
};
