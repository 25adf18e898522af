import type { Case } from '../harness/case/case.ts';
import { noArtefacts } from '../harness/run/artefacts.ts';
import type { NewEvent } from '../harness/events.ts';
import type { CaseOptions, Scene } from '../harness/run/scene.ts';
import { Session } from '../harness/run/session.ts';
import { placementOf } from '../harness/run/truth.ts';
import { sampleSeed } from '../harness/topology/sample-seed.ts';
import { FakeEngine } from './fake-engine.ts';
import type { FakeLab, FakeWorld } from './fake-lab.ts';
import { watchedLab } from './watched-lab.ts';

export interface FakeScene {
  scene: Scene;
  /** What was asked of its lab since it was opened. */
  asked: unknown[];
  events: NewEvent[];
  lab: FakeLab;
}

/** A case in a lab of its own in which nothing is broken yet. */
export async function fakeScene(
  labCase: Case,
  world: FakeWorld = {},
  change: Partial<CaseOptions> = {},
): Promise<FakeScene> {
  const placement = placementOf(labCase, sampleSeed);
  const lab = await (await new FakeEngine(world).openLane()).build(placement.lab);
  const { watched, asked } = watchedLab(lab);
  const session = await Session.open(watched, placement);
  asked.length = 0;
  const events: NewEvent[] = [];
  const options: CaseOptions = {
    ...{ seed: sampleSeed, vantages: ['client', 'client+server'], deadlineMs: 1000, keep: false },
    ...{ program: { argv: ['x'], cwd: '/opt/diagnoser', env: {} }, artefacts: noArtefacts },
    log: (event) => void events.push(event),
    ...change,
  };
  return {
    scene: { labCase, layer: labCase.layers[0], options, lab: watched, placement, session },
    asked,
    events,
    lab,
  };
}
