import type { Lane } from '../engine/engine.ts';
import type { Case } from '../case/case.ts';
import { noArtefacts } from './artefacts.ts';
import { CaseRun } from './case-run.ts';
import type { Connected } from '../guest/connector.ts';
import type { Event, NewEvent } from '../events.ts';
import { bring } from '../guest/program.ts';
import type { CaseOptions } from './scene.ts';

/** Runs one case with one diagnoser in a lane; resolves to the logged events. */
export async function watchCase(
  lane: Lane,
  labCase: Case,
  diagnoser: Connected,
  options: Pick<CaseOptions, 'seed' | 'draws' | 'vantages' | 'deadlineMs'>,
): Promise<Event[]> {
  const program = await bring(lane, diagnoser);
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: Date.now(), ...event } as Event);
  const rest = { program, keep: false, artefacts: noArtefacts, log };
  await new CaseRun(lane, labCase, { ...options, ...rest }).run();
  return events;
}
