import { existsSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { locked } from '../lock.ts';
import { localLayers, type LocalLayers } from './folders.ts';

export { asRoot, lanesFolder, localFolder, type LocalLayers } from './folders.ts';
export { removeLayers } from './old-layers.ts';
export { whyNotLocal } from './why-not.ts';

const areThere = ({ base, lab }: LocalLayers): boolean => existsSync(base) && existsSync(lab);

/** What a lane of the local engine is made of, where all of it is there. Changes nothing. */
export function preparedLocally(): LocalLayers | undefined {
  const layers = localLayers();
  return areThere(layers) ? layers : undefined;
}

/**
 * Brings up the files that lanes of the local engine are made of. Silent when they are there. Two at
 * once take turns.
 *
 * @param say gets a line for each thing as it is begun, and one at the end with how long they took.
 * @throws MachineError; or the reason of `signal`.
 */
export async function prepareLocal(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<LocalLayers> {
  const layers = localLayers();
  if (areThere(layers)) {
    // Its time says when it was used last (old-layers.ts).
    const now = new Date();
    await Promise.all([layers.base, layers.lab].map((folder) => utimes(folder, now, now)));
    return layers;
  }
  const { makeLocal } = await import('./make-local.ts');
  const waiting = (): void => say('Waiting for another badconn that prepares this machine …');
  return locked('badconn-prepare-local', () => makeLocal(say, signal), { waiting, signal });
}
