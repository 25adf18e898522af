import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cannotWrite } from '../cannot-write.ts';
import {
  progressOf,
  type LessonEvent,
  type NewLessonEvent,
  type LessonProgress,
} from './lesson-events.ts';

/** Folder of the lesson logs (XDG Base Directory Specification, $XDG_STATE_HOME). */
export const lessonFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'badconn', 'lessons');

/** Append-only log of one lesson. Each line is written to disk before the lesson goes on. */
export class LessonLog {
  readonly file: string;
  readonly events: LessonEvent[];

  private constructor(file: string, events: LessonEvent[]) {
    this.file = file;
    this.events = events;
  }

  /** Opens the log of an exercise and seed; creates it if it does not exist. */
  static open(
    folder: string,
    { number, seed }: Pick<LessonProgress, 'number' | 'seed'>,
  ): LessonLog {
    const file = join(folder, `${number}-${seed.slice(0, 12)}.jsonl`);
    try {
      mkdirSync(folder, { recursive: true });
      // After a crash the last line may be incomplete.
      const events = existsSync(file) ? readEvents(file) : [];
      if (existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n'))
        appendFileSync(file, '\n');
      return new LessonLog(file, events);
    } catch (cause) {
      throw cannotWrite(file, 'XDG_STATE_HOME', cause);
    }
  }

  append(event: NewLessonEvent): LessonEvent {
    const whole = { atMs: Date.now(), ...event } as LessonEvent;
    try {
      appendFileSync(this.file, `${JSON.stringify(whole)}\n`);
    } catch (cause) {
      throw cannotWrite(this.file, 'XDG_STATE_HOME', cause);
    }
    this.events.push(whole);
    return whole;
  }

  /** Appends an observation of a mend, unless it equals the last one. */
  appendIfNew(event: NewLessonEvent): LessonEvent | undefined {
    const last = this.events.findLast(({ type }) => /-seen$|reset|solved/.test(type));
    const { atMs: _, ...said } = last ?? { atMs: 0 };
    return JSON.stringify(said) === JSON.stringify(event) ? undefined : this.append(event);
  }

  /** When the student last made progress or got help, in Unix milliseconds. */
  get steppedMs(): number {
    const passing = ['lab-failed', 'hint-offered'];
    return this.events.findLast(({ type }) => !passing.includes(type))?.atMs ?? 0;
  }
}

/** Parses a log; skips a line truncated by a crash. */
const readEvents = (file: string): LessonEvent[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as LessonEvent];
      } catch {
        return [];
      }
    });

/** All lessons of a folder, latest first. */
export function lessonsIn(folder: string): LessonProgress[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => progressOf(readEvents(join(folder, name))) ?? [])
    .toSorted((a, b) => b.startedMs - a.startedMs);
}
