import type { Engine } from '../harness/engine/engine.ts';
import { withFirstLane } from '../harness/engine/first-lane.ts';
import { openEngine, type EngineName } from '../harness/engine/open.ts';
import { say } from '../harness/output.ts';

/** An engine being opened, and a lane on it. */
export interface Ahead {
  /** Aborted by Ctrl-C and the like. */
  signal: AbortSignal;
  opening: Promise<Engine>;
}

/** Begins to open an engine and a lane. Whoever awaits them gets the error. */
export function openAhead(
  signal: AbortSignal,
  wanted: EngineName | undefined,
  keep = false,
): Ahead {
  const opening = openEngine(say, signal, wanted).then((engine) => withFirstLane(engine, keep));
  opening.catch(() => undefined);
  return { signal, opening };
}

/** Closes what was opened but is not needed. */
export async function giveUp(ahead: Ahead | undefined): Promise<void> {
  await ahead?.opening.then((engine) => engine.close()).catch(() => undefined);
}
