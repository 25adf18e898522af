import { setTimeout as sleep } from 'node:timers/promises';
import { ScenarioError } from '../errors.ts';
import { replay, say, type Noted, type Scene } from './scene.ts';

/** Applies the documented remedy alone; the same client must then connect again. */
export async function mend(scene: Scene, noted: Noted): Promise<void> {
  const { session } = scene;
  const { scenario, name } = scene.one;
  if (scenario.cause === 'none') await session.undo(scenario.harmless ?? []);
  else {
    await session.apply(scenario.remedy.change);
    await sleep(scenario.remedy.settlesMs ?? 0);
  }
  const attempt = await session.attempt();
  noted.attempt = attempt;
  if (attempt.code === 'connected') return;
  throw new ScenarioError({
    code: 'SCENARIO_REMEDY',
    what: `${name}: the remedy does not mend it. Expected connected, observed ${say(attempt)}.`,
    evidence: [
      `client → ${attempt.url}: ${attempt.message}`,
      `remedy: ${scenario.cause === 'none' ? 'undoing the harmless change' : scenario.remedy.change.says}`,
    ],
    next: replay(scene),
  });
}
