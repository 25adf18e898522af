import { existsSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { locked } from '../lock.ts';
import { localLayers, type LocalLayers } from './folders.ts';

export { asRoot, lanesFolder, localFolder, type LocalLayers } from './folders.ts';
export { removeLayers } from './old-layers.ts';
export { whyNotLocal } from './why-not.ts';

const areThere = ({ base, lab }: LocalLayers): boolean => existsSync(base) && existsSync(lab);

/** The layers of the local engine if all are present. Changes nothing. */
export function preparedLocally(): LocalLayers | undefined {
  const layers = localLayers();
  return areThere(layers) ? layers : undefined;
}

/**
 * Provides the files of the local engine's lanes. Silent if they are present. Concurrent calls take turns.
 *
 * @param say receives one line per step as it begins, and one at the end with the durations.
 * @param archive a file of `prepare --save`, of which they are made without a network.
 * @throws MachineError; or the reason of `signal`.
 */
export async function prepareLocal(
  say: (line: string) => void,
  signal?: AbortSignal,
  archive?: string,
): Promise<LocalLayers> {
  const layers = localLayers();
  if (areThere(layers)) {
    // The modification time is the time of last use (old-layers.ts).
    const now = new Date();
    await Promise.all([layers.base, layers.lab].map((folder) => utimes(folder, now, now)));
    return layers;
  }
  const { makeLocal } = await import('./make-local.ts');
  const waiting = (): void => say('Waiting for another badconn that prepares this machine …');
  return locked('badconn-prepare-local', () => makeLocal(say, signal, archive), {
    waiting,
    signal,
  });
}
