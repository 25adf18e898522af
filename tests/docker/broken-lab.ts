import type { Lab, Lane } from '../../harness/engine/engine.ts';
import type { Case } from '../../harness/case/case.ts';
import { openLab, type OpenLab } from '../../harness/run/open-lab.ts';
import { seed } from './lanes.ts';

/** A case's lab with its programs running and its fault applied. */
export interface BrokenLab extends OpenLab {
  labCase: Case;
}

/** Builds a case's lab and breaks it, as a run does. Afterwards the lab must leave nothing behind. */
export async function inBrokenLab<T>(
  lane: Lane,
  labCase: Case,
  work: (broken: BrokenLab) => Promise<T>,
): Promise<T> {
  await using open = await openLab(lane, labCase, { seed });
  await open.session.apply(labCase.changes);
  return await work({ labCase, ...open });
}

/** What a command of root prints on a host. */
export const printed = async (lab: Lab, host: string, ...argv: string[]): Promise<string> =>
  (await lab.run({ host, argv, user: 'root' })).stdout.trim();
