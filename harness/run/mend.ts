import { setTimeout as sleep } from 'node:timers/promises';
import type { Symptom } from '../../vocabulary/index.ts';
import { EngineError, ScenarioError } from '../errors.ts';
import { inFull, isSeen, symptomText } from '../symptom.ts';
import type { ClientAttempt } from '../events.ts';
import { beneath, layerName, nameOf, replay, say, type Noted, type Scene } from './scene.ts';
import type { TriedAttempt } from './session.ts';
import type { Stand } from './stand.ts';
import { starvedLab } from './starved.ts';

/**
 * Applies the documented remedy of the layer, and nothing else; the same client must then connect, or meet the
 * symptom of the next layer.
 */
export async function mend(stand: Stand, noted: Noted): Promise<void> {
  await stand.ready();
  const wasAsked = stand.asked > 0;
  let tried = await mendIn(stand.scene);
  const { attempt } = tried;
  noted.attempt = attempt;
  if (tried.isMended) return;
  // A lab in which no diagnoser ran shows whether the remedy or a diagnoser is at fault.
  if (wasAsked) {
    stand.spoil(`the remedy left the client with ${attempt.code}, and a diagnoser was there`);
    await stand.ready();
    tried = await mendIn(stand.scene);
    noted.attempt = tried.attempt;
    if (tried.isMended) throw changed(stand.scene, attempt);
  }
  if (tried.isStarved) throw starvedLab(stand.scene, noted.attempt);
  throw unmended(stand.scene, noted.attempt);
}

/** What the plain client sees after the remedy of the layer, and whether that is as declared. */
export async function mendIn(scene: Scene): Promise<TriedAttempt & { isMended: boolean }> {
  const { mending } = scene.layer;
  await scene.session[mending.by](mending.changes);
  await sleep(mending.settlesMs);
  const expected = isLeft(scene);
  const tried = await scene.session.meet(expected, scene.labCase.stays);
  return { ...tried, isMended: isSeen(expected, tried.attempt) };
}

/** The symptom that is left without this layer. */
const isLeft = (scene: Scene): Symptom => beneath(scene)?.layer.symptom ?? 'connected';

function unmended(scene: Scene, attempt: ClientAttempt): ScenarioError {
  const { labCase, layer, session } = scene;
  const next = beneath(scene);
  const expected = symptomText(inFull(isLeft(scene)));
  const isBare = next !== undefined && attempt.code === 'connected';
  const what = isBare
    ? `${nameOf(next)}: nothing is left of it once ${layerName(labCase, layer)} is mended.`
    : `${nameOf(scene)}: the remedy does not mend it.`;
  return new ScenarioError({
    code: isBare ? 'SCENARIO_FAULT' : 'SCENARIO_REMEDY',
    what: `${what} Expected ${expected}, observed ${say(attempt)}.`,
    evidence: [`client → ${session.url}: ${attempt.message}`, `remedy: ${layer.mending.says}`],
    next: replay(scene),
  });
}

const changed = (scene: Scene, attempt: ClientAttempt): EngineError =>
  new EngineError({
    code: 'ENGINE_LAB_CHANGED',
    what: `${nameOf(scene)}: the remedy works in a new lab, but not in the lab in which diagnosers ran.`,
    evidence: [`there, client → ${attempt.url}: ${attempt.code}, ${attempt.message}`],
    next: replay(scene),
  });
