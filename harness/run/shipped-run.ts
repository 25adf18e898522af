import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readEventLog } from '../report/event-log.ts';
import type { Conversation, Event, NewEvent } from '../events.ts';

/** In a checkout tests/ is two folders up, in the published package three. */
const places = ['../../', '../../../'].map((up) => `${up}tests/recorded/shipped/run.jsonl.gz`);

/** What a report calls it, and --recorded when nothing else is given. */
export const shippedName = 'shipped';

/** The requests of every case, as one run of the labs put them: what a module is judged on. */
export function shippedRun(): Event[] {
  const file = places
    .map((place) => new URL(place, import.meta.url))
    .find((one) => existsSync(one));
  if (file === undefined)
    throw new Error('tests/recorded/shipped/run.jsonl.gz is missing from the package');
  return readEventLog(gunzipSync(readFileSync(file)).toString());
}

const silent = ({ request }: Conversation): Conversation => ({
  request,
  exitCode: 0,
  stdout: '',
  stderr: '',
  durationMs: 0,
  leftProcesses: 0,
});

/** Of the events of a run, what is needed to put its requests again: nothing that was answered. */
export const shippable = (events: readonly NewEvent[]): Event[] =>
  events.flatMap((event): Event[] => {
    switch (event.type) {
      case 'run-started':
      case 'case-started':
      case 'case-ended':
        return [{ atMs: 0, ...event }];
      case 'phase-ended':
        return event.phase === 'observe' ? [{ atMs: 0, ...event }] : [];
      case 'diagnosed':
        return [{ atMs: 0, ...event, conversation: silent(event.conversation) }];
      default:
        return [];
    }
  });
