import type { Event } from '../harness/events.ts';

/** The events of a log that a run may still be writing: a last line without its line feed is left out. */
export const eventsIn = (log: string): Event[] =>
  log
    .slice(0, log.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Event);
