import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError, ScenarioError } from '../errors.ts';
import type { Attempt } from '../events.ts';
import { replay, say, type Noted, type Scene } from './scene.ts';
import type { Tried } from './session.ts';
import type { Stand } from './stand.ts';
import { starvedLab } from './starved.ts';

/** Applies the documented remedy alone; the same client must then connect again. */
export async function mend(stand: Stand, noted: Noted): Promise<void> {
  await stand.ready();
  const wasAsked = stand.asked > 0;
  let tried = await mendIn(stand.scene);
  const { attempt } = tried;
  noted.attempt = attempt;
  if (attempt.code === 'connected') return;
  // Whose fault that is, a lab shows in which no diagnoser was.
  if (wasAsked) {
    stand.spoil(`the remedy left the client with ${attempt.code}, and a diagnoser was there`);
    await stand.ready();
    tried = await mendIn(stand.scene);
    noted.attempt = tried.attempt;
    if (noted.attempt.code === 'connected') throw changed(stand.scene, attempt);
  }
  const { one, session } = stand.scene;
  if (tried.isStarved) throw starvedLab(stand.scene, noted.attempt);
  throw new ScenarioError({
    code: 'SCENARIO_REMEDY',
    what: `${one.label}: the remedy does not mend it. Expected connected, observed ${say(noted.attempt)}.`,
    evidence: [`client → ${session.url}: ${noted.attempt.message}`, `remedy: ${one.mending.says}`],
    next: replay(stand.scene),
  });
}

/** What the plain client sees once the remedy is applied. */
export async function mendIn({ session, one: { mending, stays } }: Scene): Promise<Tried> {
  await session[mending.by](mending.changes);
  await sleep(mending.settlesMs);
  return session.connect(stays);
}

const changed = (scene: Scene, attempt: Attempt): EngineError =>
  new EngineError({
    code: 'ENGINE_LAB_CHANGED',
    what: `${scene.one.label}: the remedy mends a lab that is new, and not the one that diagnosers were in.`,
    evidence: [`there, client → ${attempt.url}: ${attempt.code}, ${attempt.message}`],
    next: replay(scene),
  });
