import { expect } from 'vitest';
import type { Lab, Lane } from '../../harness/engine/engine.ts';
import type { Case } from '../../harness/case/case.ts';
import { Session } from '../../harness/run/session.ts';
import { place, type Placement } from '../../harness/topology/place.ts';
import { seed } from './lanes.ts';

/** A case's lab with its programs running and its fault applied. */
export interface BrokenLab {
  one: Case;
  lab: Lab;
  session: Session;
  placement: Placement;
}

/** Builds a case's lab and breaks it, as a run does. Afterwards the lab must leave nothing behind. */
export async function inBrokenLab<T>(
  lane: Lane,
  one: Case,
  work: (broken: BrokenLab) => Promise<T>,
): Promise<T> {
  const { topology, target, ipVersion } = one.scenario;
  const placement = place(topology, target, seed, one.label, ipVersion);
  const lab = await lane.build(placement.lab);
  try {
    const session = await Session.open(lab, placement);
    await session.apply(one.changes);
    return await work({ one, lab, session, placement });
  } finally {
    expect(await lab.close()).toEqual([]);
  }
}

/** What a command of root prints on a host. */
export const printed = async (lab: Lab, host: string, ...argv: string[]): Promise<string> =>
  (await lab.run({ host, argv, user: 'root' })).stdout.trim();
