import { drawn } from '../case/case.ts';
import type { Lane } from '../engine/engine.ts';
import type { DiagnoserProgram } from '../guest/program.ts';
import { ableIn } from '../run/able-in.ts';
import type { Exercise } from './exercise.ts';
import { LessonLab } from './lesson-lab.ts';
import type { LessonLog } from './lesson-log.ts';

export interface LessonSettings {
  exercise: Exercise;
  seed: string;
  log: LessonLog;
  /** The reference diagnoser, copied into the lane. */
  program: DiagnoserProgram;
  signal?: AbortSignal;
}

/**
 * Opens the lab of a lesson, and logs success or the error.
 *
 * @throws EngineError, ScenarioError if the lab failed.
 */
export async function openLessonLab(
  lane: Lane,
  { exercise, seed, program, log, signal }: LessonSettings,
): Promise<LessonLab> {
  const startedAt = performance.now();
  try {
    const labCase = drawn(ableIn(lane, exercise.labCase), seed);
    const lab = await LessonLab.open(lane, {
      labCase,
      seed,
      program,
      ...(signal ? { signal } : {}),
    });
    const { stage, code, message } = lab.shown;
    const durationMs = Math.round(performance.now() - startedAt);
    const at = stage === undefined ? {} : { stage };
    log.append({ type: 'lab-opened', durationMs, ...at, code, message });
    return lab;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.append({ type: 'lab-failed', message });
    throw error;
  }
}
