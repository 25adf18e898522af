import type { Cause, Grade, RemedyAction, Stage, Vantage } from '../../vocabulary/index.ts';
import type { Pick } from './answers.ts';

/**
 * Events of a lesson, as JSON lines. The log names the exercise by its number only: a student may read it. Times are
 * milliseconds.
 */
export type LessonEvent = { atMs: number } & (
  | { type: 'lesson-started'; version: string; number: number; seed: string }
  | { type: 'lab-opened'; durationMs: number; stage?: Stage; code: string; message: string }
  /** The lab failed, not because of the student. */
  | { type: 'lab-failed'; message: string }
  | { type: 'shell-opened'; host: string }
  | { type: 'server-called' }
  | { type: 'hint'; step: number }
  /** No progress for a while. */
  | { type: 'hint-offered'; step: number }
  | { type: 'answered'; picks: Pick[]; vantage: Vantage; grade: Grade; why: string }
  | { type: 'reference-answered'; vantage: Vantage; grade: Grade; candidates: Cause[] }
  /** A remedy that the student ordered, to be carried out by someone else. */
  | { type: 'ordered'; action: RemedyAction; outcome: 'done' | 'useless' | 'harmful'; why: string }
  /** The client connects, but the mend is harmful: one sentence for each harm. */
  | { type: 'harm-seen'; harms: string[] }
  /** The client connects, but not by a remedy of the cause. */
  | { type: 'detour-seen'; changes: string[] }
  | { type: 'solved'; afterMs: number }
  | { type: 'reset' }
  | { type: 'finished' }
);

export type NewLessonEvent = LessonEvent extends infer E
  ? E extends LessonEvent
    ? Omit<E, 'atMs'>
    : never
  : never;

/** State of a lesson, derived from its log. */
export interface LessonProgress {
  number: number;
  seed: string;
  startedMs: number;
  isServerCalled: boolean;
  /** Number of hints given, 0 to 4. */
  hints: number;
  answer?: Extract<LessonEvent, { type: 'answered' }>;
  reference?: Extract<LessonEvent, { type: 'reference-answered' }>;
  /** Harms of the last mend; empty once it is undone. */
  harms: readonly string[];
  /** How often the lab was reset. */
  resets: number;
  isSolved: boolean;
  isFinished: boolean;
}

const start = (event: Extract<LessonEvent, { type: 'lesson-started' }>): LessonProgress => ({
  ...{ number: event.number, seed: event.seed, startedMs: event.atMs },
  ...{ isServerCalled: false, hints: 0, harms: [], resets: 0, isSolved: false, isFinished: false },
});

/** State at the end of a log; undefined for a log without a beginning. */
export function progressOf(events: readonly LessonEvent[]): LessonProgress | undefined {
  const [first, ...others] = events;
  if (first?.type !== 'lesson-started') return undefined;
  return others.reduce(after, start(first));
}

/** State after one more event. */
function after(progress: LessonProgress, event: LessonEvent): LessonProgress {
  switch (event.type) {
    case 'server-called':
      return { ...progress, isServerCalled: true };
    case 'hint':
      return { ...progress, hints: Math.max(progress.hints, event.step) };
    case 'answered':
      return { ...progress, answer: event };
    case 'reference-answered':
      return { ...progress, reference: event };
    case 'harm-seen':
      return { ...progress, harms: event.harms };
    case 'detour-seen':
      return { ...progress, harms: [] };
    case 'solved':
      return { ...progress, harms: [], isSolved: true };
    case 'reset':
      return { ...progress, harms: [], isSolved: false, resets: progress.resets + 1 };
    case 'finished':
      return { ...progress, isFinished: true };
    case 'lesson-started':
    case 'lab-opened':
    case 'lab-failed':
    case 'shell-opened':
    case 'hint-offered':
    case 'ordered':
      return progress;
  }
}
