import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../harness/errors.ts';
import { eventLogWriter } from '../harness/report/event-log.ts';
import type { Event } from '../harness/run/events.ts';

interface LogWriter {
  event(event: Event): void;
  /** Rejects with `EngineError` when the log could not be written. */
  done(): Promise<void>;
}

/** Writes `events.jsonl` in a folder, an event at a time; without a folder, nothing. */
export async function eventLog(folder: string | undefined): Promise<LogWriter> {
  if (folder === undefined) return { event: () => undefined, done: () => Promise.resolve() };
  const file = join(folder, 'events.jsonl');
  const failed = (cause: unknown): EngineError =>
    new EngineError({
      code: 'ENGINE_CANNOT_WRITE',
      what: `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code}.`,
      next: 'free some space, or give another folder with --out',
      cause,
    });
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(file, ''))
    .catch((cause: unknown) => Promise.reject(failed(cause)));
  let writing: Promise<void> = Promise.resolve();
  return {
    event: eventLogWriter((line) => {
      writing = writing.then(() => appendFile(file, line));
      writing.catch(() => undefined);
    }),
    done: () => writing.catch((cause: unknown) => Promise.reject(failed(cause))),
  };
}
