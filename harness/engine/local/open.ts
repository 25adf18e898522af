import { randomUUID } from 'node:crypto';
import { prepareLocal } from '../../../machine/local/index.ts';
import type { Engine } from '../engine.ts';
import { ownerOf } from '../labels.ts';
import { hireJanitor } from './janitor.ts';
import { LocalEngine } from './local-engine.ts';
import { sweepLanes } from './notes.ts';

/**
 * Prepares the files of the local engine (reporting progress), removes leftovers of dead runs, and opens it. Throws
 * `MachineError`.
 */
export async function openLocalEngine(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<Engine> {
  const layers = await prepareLocal(say, signal);
  for (const one of await sweepLanes('dead')) say(`removed what a dead run left: ${one}`);
  const run = randomUUID().slice(0, 8);
  const janitor = hireJanitor(run);
  return new LocalEngine(layers, ownerOf(run), () => janitor.dismiss());
}
