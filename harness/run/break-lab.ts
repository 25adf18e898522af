import { setTimeout as sleep } from 'node:timers/promises';
import { startCapture, type Capture } from './capture.ts';
import { baselineFailed, type Scene } from './scene.ts';
import { mostTries, type TriedAttempt } from './session.ts';

/** A connection of the plain client that was established when the changes were made. */
export interface Held {
  /** Capture of the connection, started before it began. */
  capture: Capture;
  /** When the changes were made, in milliseconds since the connection began. */
  brokenMs: number;
}

/** The hosts on which packets are captured. */
export const endsOf = ({ placement }: Scene): { client: string; server: string } => ({
  client: 'client',
  server: placement.target,
});

/**
 * Delay after which the client has acknowledged the last answer (linux/include/net/tcp.h, TCP_DELACK_MAX: 200 ms). An
 * earlier change would drop that acknowledgement too, and the client's counters would reveal how soon it was made.
 */
const acknowledgedMs = 250;

/** Applies the changes of a case. Resolves to the established connection if the changes come during one. */
export async function breakLab(scene: Scene): Promise<Held | undefined> {
  const { labCase, session } = scene;
  if (labCase.stays?.anew === undefined) {
    await session.apply(labCase.changes);
    return undefined;
  }
  const { attempt, capture, heldAt } = await hold(scene);
  await sleep(acknowledgedMs);
  const brokenMs = Math.round(attempt.afterMs + performance.now() - heldAt);
  await session.apply(labCase.changes);
  return { capture, brokenMs };
}

interface Holding {
  attempt: TriedAttempt['attempt'];
  capture: Capture;
  /** By `performance.now()`. */
  heldAt: number;
}

/** Establishes a connection that has been answered; repeats on a starved machine. */
async function hold(scene: Scene): Promise<Holding> {
  const { lab, session } = scene;
  for (let turn = 1; ; turn += 1) {
    const capture = await startCapture(lab, endsOf(scene));
    const { attempt, isStarved } = await session.hold();
    if (attempt.code === 'connected') return { attempt, capture, heldAt: performance.now() };
    await capture.stop();
    if (isStarved && turn < mostTries) continue;
    throw baselineFailed(scene, attempt);
  }
}
