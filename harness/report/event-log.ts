import { UsageError } from '../errors.ts';
import type { Event } from '../events.ts';

/** Gives each event to `write` as one line of JSON, with its line feed. */
export function eventLogWriter(write: (line: string) => void): (event: Event) => void {
  return (event) => write(`${JSON.stringify(event)}\n`);
}

/**
 * Reads an event log (JSON lines). Types and fields that are not known stay: no report looks at
 * them, and a later badconn may have written them. A last line without a line feed that begins as
 * an event and does not end as one was cut when the run died, and is left out.
 *
 * @throws UsageError `USAGE_EVENT_LOG`, with the number of the line that is no event.
 */
export function readEventLog(text: string): Event[] {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const event = parseEvent(line);
    if (event !== undefined) return [event];
    if (index === last && isCut(line)) return [];
    throw new UsageError({
      code: 'USAGE_EVENT_LOG',
      what: `Line ${index + 1} of the event log is not an event: ${JSON.stringify(line.slice(0, 60))}.`,
      evidence: ['an event is one JSON object on one line, with atMs (a number) and type (a word)'],
      next: 'give the events.jsonl that  badconn run --out <folder>  wrote',
    });
  });
}

function parseEvent(line: string): Event | undefined {
  const value = parse(line) as Partial<Event> | null | undefined;
  const isEvent = typeof value?.atMs === 'number' && typeof value.type === 'string';
  return isEvent ? (value as Event) : undefined;
}

const isCut = (line: string): boolean => line.startsWith('{') && parse(line) === undefined;

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
