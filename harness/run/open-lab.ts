import type { Lab, Lane } from '../engine/engine.ts';
import { isBadconnError, LeakError } from '../errors.ts';
import type { Placement } from '../topology/place.ts';
import { bringImages } from './bring-images.ts';
import { Session } from './session.ts';
import { placementOf, type Placeable } from './truth.ts';

/** A running lab with its programs. Nothing is broken in it yet. */
export interface OpenLab extends AsyncDisposable {
  readonly lab: Lab;
  readonly placement: Placement;
  readonly session: Session;
  /** Takes it down, as `Lab.close`. Throws `LeakError` if parts of it are left. */
  close(last?: boolean): Promise<void>;
}

interface LabSettings {
  seed: string;
  /** Purpose of the draws. Default: the label. Cases with the same purpose have the same names and addresses. */
  draws?: string;
  /** Parts of the placement that are given instead of drawn. */
  given?: Partial<Placement>;
  /** Keeps the lab for inspection if its programs cannot be started. */
  keep?: boolean;
}

/** Builds the lab of a case in a lane, and starts what its hosts run. */
export async function openLab(
  lane: Lane,
  placeable: Placeable,
  { seed, draws, given, keep = false }: LabSettings,
): Promise<OpenLab> {
  const drawn = { ...placementOf(placeable, seed, draws), ...given };
  const placement = { ...drawn, services: await bringImages(lane, drawn.services) };
  const lab = await lane.build(placement.lab);
  const close = (last = false): Promise<void> => takeDown(lab, placeable.label, last);
  try {
    const session = await Session.open(lab, placement);
    return {
      lab,
      placement,
      session,
      close,
      [Symbol.asyncDispose]: () => close().catch(unlessLost),
    };
  } catch (cause) {
    if (!keep) await close().catch(unlessLost);
    throw cause;
  }
}

async function takeDown(lab: Lab, label: string, last: boolean): Promise<void> {
  const left = await lab.close(last);
  if (left.length === 0) return;
  throw new LeakError({
    code: 'LEAK_IN_LANE',
    what: `${label}: the lab was removed, but ${left.length} of its parts are still there.`,
    evidence: left.slice(0, 20),
    next: 'npx badconn clean',
  });
}

/** Whether the lane, and every lab in it, is gone. */
export const isLost = (error: unknown): boolean =>
  isBadconnError(error) && error.code === 'ENGINE_LOST';

/** Rethrows unless the lane is lost, which leaves nothing to take down. */
const unlessLost = (error: unknown): void => {
  if (!isLost(error)) throw error;
};
