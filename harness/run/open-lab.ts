import type { Lab, Lane } from '../engine/engine.ts';
import { isBadconnError, LeakError } from '../errors.ts';
import type { Placement } from '../topology/place.ts';
import { bringImages } from './bring-images.ts';
import { Session } from './session.ts';
import { placementOf, type Placeable } from './truth.ts';

/** A lab that stands, with its programs running. Nothing is broken in it yet. */
export interface OpenLab extends AsyncDisposable {
  readonly lab: Lab;
  readonly placement: Placement;
  readonly session: Session;
  /** Takes it down. Throws `LeakError` where parts of it are still there afterwards. */
  close(): Promise<void>;
}

interface LabSettings {
  seed: string;
  /** What is drawn for: the label by default. Cases that share it have the same names and addresses. */
  draws?: string;
  /** What of it is given, and not drawn. */
  given?: Partial<Placement>;
  /** Whether it stays to be looked at where its programs cannot be started. */
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
  const close = (): Promise<void> => takeDown(lab, placeable.label);
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

async function takeDown(lab: Lab, label: string): Promise<void> {
  const left = await lab.close();
  if (left.length === 0) return;
  throw new LeakError({
    code: 'LEAK_IN_LANE',
    what: `${label}: the lab was removed, but ${left.length} of its parts are still there.`,
    evidence: left.slice(0, 20),
    next: 'npx badconn clean',
  });
}

/** Whether the lane went away, and all that stood in it. */
export const isLost = (error: unknown): boolean =>
  isBadconnError(error) && error.code === 'ENGINE_LOST';

/** Of a lane that is gone nothing is left. */
const unlessLost = (error: unknown): void => {
  if (!isLost(error)) throw error;
};
