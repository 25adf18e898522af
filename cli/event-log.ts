import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite, makeFolder } from '../harness/cannot-write.ts';
import type { Event } from '../harness/events.ts';

interface LogWriter {
  event(event: Event): void;
  /** Rejects as `cannotWrite` says when the log could not be written. */
  done(): Promise<void>;
}

/** Writes `events.jsonl` in a folder, event by event; without a folder, does nothing. */
export async function eventLog(folder: string | undefined): Promise<LogWriter> {
  if (folder === undefined) return { event: () => undefined, done: () => Promise.resolve() };
  const file = join(folder, 'events.jsonl');
  const failed = (cause: unknown): never => {
    throw cannotWrite(file, '--out', cause);
  };
  await makeFolder(folder)
    .then(() => writeFile(file, ''))
    .catch(failed);
  let writing: Promise<void> = Promise.resolve();
  return {
    event: (event) => {
      writing = writing.then(() => appendFile(file, `${JSON.stringify(event)}\n`));
      writing.catch(() => undefined);
    },
    done: () => writing.catch(failed),
  };
}
