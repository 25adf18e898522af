import { randomUUID } from 'node:crypto';
import { DockerEngine } from './docker-engine.ts';
import { hireJanitor } from './janitor.ts';
import { ownerOf } from '../labels.ts';
import { labRequirement } from '../try-lab.ts';
import { preparedAlready, type Requirement } from '../../../machine/index.ts';

/** Whether labs can stand on the engine. Empty where there is none, or no image yet, which other requirements say. */
export async function probe(): Promise<Requirement[]> {
  const prepared = await preparedAlready().catch(() => undefined);
  if (prepared === undefined) return [];
  const run = randomUUID().slice(0, 8);
  const janitor = hireJanitor(run);
  const engine = new DockerEngine(prepared, ownerOf(run), () => janitor.dismiss());
  return [
    await labRequirement(engine, 'an engine of docs/engine.md (Engines), named by DOCKER_HOST'),
  ];
}
