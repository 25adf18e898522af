import { setTimeout as sleep } from 'node:timers/promises';
import { startCapture, type Capture } from './capture.ts';
import { baselineFailed, type Scene } from './scene.ts';
import { mostTries, type TriedAttempt } from './session.ts';

/** A connection of the plain client that stood when the changes were made. */
export interface Held {
  /** Of what it did, since before it began. */
  capture: Capture;
  /** When they were made, in milliseconds since it began. */
  brokenMs: number;
}

/** The hosts whose packets are looked at. */
export const endsOf = ({ placement }: Scene): { client: string; server: string } => ({
  client: 'client',
  server: placement.target,
});

/**
 * By then the client has acknowledged the last answer (linux/include/net/tcp.h, TCP_DELACK_MAX: 200 ms). A change
 * that is made sooner would take the acknowledgement as well, and the counters of the client would tell how quickly
 * it was made.
 */
const acknowledgedMs = 250;

/** Makes the changes of a case; where they come while a connection stands, resolves to that connection. */
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

/** The client is connected and has been answered; it tries again where the machine is starved. */
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
