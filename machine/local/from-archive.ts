import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { spawn } from 'node:child_process';
import { imageOfClass, isClass } from '../class-archive.ts';
import { command } from '../command.ts';
import { wrongArchive } from '../messages.ts';
import { remove } from './old-layers.ts';
import { unpack } from './unpack.ts';

/** An image in an archive of `docker save` (OCI image-spec, and Docker's image specification 1.2: manifest.json). */
interface SavedImage {
  RepoTags: readonly string[] | null;
  /** Archives of the layers, lowest first, as paths in the archive. */
  Layers: readonly string[];
}

/** Names that delete something of the layers below (OCI image-spec, layer.md, Whiteouts). */
const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/**
 * Unpacks the file system of an image from a file that `prepare --save` wrote, without Docker.
 *
 * @param beside a folder for what is unpacked meanwhile, on a disk with 1 GB free.
 * @throws MachineError `MACHINE_WRONG_ARCHIVE` if the image is not in the file.
 */
export async function unpackSaved(
  { file, tag, beside }: { file: string; tag: string; beside: string },
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const scratch = await mkdtemp(join(beside, 'image-'));
  try {
    let image = file;
    if (await isClass(file)) {
      image = join(scratch, 'image.tar');
      await imageOfClass(file, image);
    }
    const what = `${file} could not be unpacked.`;
    await command(what, ['tar', '-xf', image, '-C', scratch], { signal });
    const images = await manifestIn(scratch);
    const wanted = images.find(({ RepoTags }) => RepoTags?.includes(tag));
    const found = images.flatMap(({ RepoTags }) => RepoTags ?? []);
    if (wanted === undefined) throw wrongArchive(file, found, tag);
    for (const layer of wanted.Layers) {
      const path = join(scratch, normalize(`/${layer}`));
      await deleteHidden(path, folder);
      await unpack(createReadStream(path), folder, signal);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function manifestIn(folder: string): Promise<readonly SavedImage[]> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as SavedImage[];
  } catch {
    return [];
  }
}

/** Deletes what a layer hides of the layers below, before it is unpacked itself. */
async function deleteHidden(layer: string, folder: string): Promise<void> {
  const names = await text(spawn('tar', ['-tf', layer]).stdout);
  for (const name of names.split('\n')) {
    const hidden = basename(name);
    if (!hidden.startsWith(whiteout)) continue;
    // Absolute, so that no name leads out of the folder.
    const at = join(folder, normalize(`/${dirname(name)}`));
    if (hidden !== opaque) await remove(join(at, hidden.slice(whiteout.length)));
    else for (const each of await readdir(at).catch(() => [])) await remove(join(at, each));
  }
}
