import { readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { command } from '../command.ts';
import { asRoot, localFolder, type LocalLayers } from './folders.ts';

/** A layer that no run has started with for this long is unused: a run, even a hunt, takes a day at most. */
const oldMs = 3 * 24 * 3600 * 1000;

/** Removes a folder whose files belong to several users. */
export async function remove(folder: string): Promise<void> {
  await command(`${folder} could not be removed.`, asRoot('rm', '-rf', '--', folder));
}

/** All layers with their time of last use, which is the folder's modification time. */
async function allLayers(): Promise<{ folder: string; usedAt: number }[]> {
  const names = await readdir(localFolder()).catch(() => []);
  const layers = names.filter((name) => /^(base|lab)-/.test(name));
  return Promise.all(
    layers.map(async (name) => {
      const folder = join(localFolder(), name);
      return { folder, usedAt: (await stat(folder)).mtimeMs };
    }),
  );
}

/** Removes old layers of other versions or checkouts. */
export async function removeOldLayers({ base, lab }: LocalLayers): Promise<void> {
  for (const { folder, usedAt } of await allLayers()) {
    if (folder === base || folder === lab || Date.now() - usedAt < oldMs) continue;
    await remove(folder);
  }
}

/** Removes all layers. Resolves to what was removed. An interruption leaves no layer that lacks files. */
export async function removeLayers(): Promise<string[]> {
  const all = await allLayers();
  for (const { folder } of all) {
    const part = folder.endsWith('.part') ? folder : `${folder}.part`;
    if (part !== folder) {
      await remove(part);
      await rename(folder, part);
    }
    await remove(part);
  }
  return all.map(({ folder }) => `files of the local engine: ${basename(folder)}`);
}
