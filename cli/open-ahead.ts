import type { Engine } from '../harness/engine/engine.ts';
import { withFirstLane } from '../harness/engine/first-lane.ts';
import { openEngine, type EngineName } from '../harness/engine/open.ts';
import { say } from '../harness/output.ts';

/** An engine that is being opened, and a lane on it. */
export interface Ahead {
  /** Ctrl-C and its like. */
  signal: AbortSignal;
  opening: Promise<Engine>;
}

/** Begins to open an engine and a lane. What comes of it is told by who waits for it. */
export function openAhead(
  signal: AbortSignal,
  wanted: EngineName | undefined,
  keep = false,
): Ahead {
  const opening = openEngine(say, signal, wanted).then((engine) => withFirstLane(engine, keep));
  opening.catch(() => undefined);
  return { signal, opening };
}

/** Closes what was opened for nothing. */
export async function giveUp(ahead: Ahead | undefined): Promise<void> {
  await ahead?.opening.then((engine) => engine.close()).catch(() => undefined);
}
