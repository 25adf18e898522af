import { randomUUID } from 'node:crypto';
import type { Requirement } from '../../../machine/index.ts';
import { preparedLocally, whyNotLocal } from '../../../machine/local/index.ts';
import { ownerOf } from '../labels.ts';
import { labRequirement } from '../try-lab.ts';
import { makeGroups, removeGroups } from './control-groups.ts';
import { hireJanitor } from './janitor.ts';
import { LocalEngine } from './local-engine.ts';

/** Whether labs can run here, and under which limits. Empty if something is missing: other requirements report that. */
export async function probeLocal(): Promise<Requirement[]> {
  const layers = preparedLocally();
  if (layers === undefined || whyNotLocal() !== undefined) return [];
  const run = randomUUID().slice(0, 8);
  const groups = makeGroups(`badconn-${run}-probe`);
  await removeGroups(groups?.folders ?? []);
  const janitor = hireJanitor(run);
  const engine = new LocalEngine(layers, ownerOf(run), () => janitor.dismiss());
  return [
    {
      name: 'limits',
      met: true,
      found: groups
        ? 'on memory and processes'
        : 'none on memory and processes (no right to control groups): run only diagnosers that you trust',
    },
    await labRequirement(engine, 'use Docker: npx badconn doctor --engine docker'),
  ];
}
