import { randomUUID } from 'node:crypto';
import { DockerEngine } from './docker-engine.ts';
import { hireJanitor } from './janitor.ts';
import { ownerOf } from '../labels.ts';
import { labRequirement } from '../try-lab.ts';
import { preparedAlready, type Requirement } from '../../../machine/index.ts';

/** Whether labs can run on the engine. Empty without an engine or image: other requirements report that. */
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
