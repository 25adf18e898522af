import { randomUUID } from 'node:crypto';
import { DockerEngine } from './docker-engine.ts';
import type { Engine } from '../engine.ts';
import { hireJanitor } from './janitor.ts';
import { ownerOf } from '../labels.ts';
import { prepare } from '../../../machine/index.ts';
import { sweep } from './sweep.ts';

/**
 * Prepares the machine (reporting progress), removes leftovers of dead runs, and opens an engine whose containers a
 * janitor removes if this process dies. Throws `MachineError`.
 */
export async function openDockerEngine(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<Engine> {
  const run = randomUUID().slice(0, 8);
  const janitor = hireJanitor(run);
  try {
    const prepared = await prepare(say, signal);
    for (const one of await sweep(prepared.docker, 'dead'))
      say(`removed what a dead run left: ${one}`);
    return new DockerEngine(prepared, ownerOf(run), () => janitor.dismiss());
  } catch (error) {
    janitor.dismiss();
    throw error;
  }
}
