import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../harness/errors.ts';
import { readEventLog } from '../harness/report/event-log.ts';
import type { Event } from '../harness/run/events.ts';

/** The text of a file, or of `events.jsonl` in a folder that `run --out` has written. */
export async function readRunFile(path: string): Promise<string> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    return await readFile(isFolder ? join(path, 'events.jsonl') : path, 'utf8');
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_RUN_FILE',
      what: `${path} cannot be read as a run: ${(cause as NodeJS.ErrnoException).code}.`,
      evidence: ['what can be read is a folder of  badconn run --out , or the events.jsonl in it'],
      next: `npx badconn run --out ${path}`,
      cause,
    });
  }
}

/** The event log of a run. Throws `UsageError` where the text is none. */
export function eventsOfRun(path: string, text: string): Event[] {
  const events = readEventLog(text);
  if (events.some(({ type }) => type === 'run-started')) return events;
  throw new UsageError({
    code: 'USAGE_RUN_FILE',
    what: `${path} holds no run: none of its ${events.length} events is run-started.`,
    next: 'give the events.jsonl that  badconn run --out <folder>  wrote',
  });
}
