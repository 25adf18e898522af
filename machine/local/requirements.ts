import { nodeRequirement, type Requirement } from '../requirements.ts';
import { preparedLocally } from './index.ts';
import { whyNotLocal } from './why-not.ts';

/** Requirements of the local engine with their state on this machine. Changes nothing. */
export function localRequirements(): Requirement[] {
  const why = whyNotLocal();
  const layers = preparedLocally();
  const how = process.getuid?.() === 0 ? 'as root' : 'in a user namespace';
  return [
    nodeRequirement(),
    {
      name: 'local engine',
      met: why === undefined,
      found: why ?? `namespaces of this machine, ${how}`,
      mend: 'use Docker: npx badconn doctor --engine docker',
    },
    {
      name: 'root file system of labs',
      met: layers !== undefined,
      found: layers ? layers.base : 'not unpacked yet',
      mend: 'npx badconn prepare --engine local',
    },
  ];
}
