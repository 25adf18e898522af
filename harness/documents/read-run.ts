import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { anyEventSchema, eventSchemas, runDocumentSchema } from '../../vocabulary/index.ts';
import type { RunDocument } from '../report/compare.ts';
import type { Event } from '../events.ts';
import type { DocumentLimits } from './excess.ts';
import { jsonFault } from './json-fault.ts';
import { breachesOf, notOf, readDocument, unreadable, type DocumentKind } from './read-document.ts';
import { readLines, Unreadable } from './read-text.ts';

const log: DocumentKind = {
  name: 'an event log',
  schema: anyEventSchema,
  code: 'USAGE_EVENT_LOG',
  next: 'give a folder of  badconn run --out <folder> , or the events.jsonl in it',
};
const runDocument: DocumentKind = {
  name: 'a run',
  schema: runDocumentSchema,
  code: 'USAGE_RUN_FILE',
  next: 'give a folder of  badconn run --out <folder> , its events.jsonl, or what  run --json  printed',
};
/** Limit of causes in a kept answer: they must be distinct, and that check is quadratic. */
const limits: DocumentLimits = { longest: 10_000, deepest: 50 };

/**
 * The event log of a run: a folder of `run --out`, or its `events.jsonl`. An incomplete last line,
 * cut off when the run died, is left out. Unknown types and fields are kept:
 * a later badconn may have written them.
 *
 * @throws UsageError `USAGE_EVENT_LOG`, which names the line.
 */
export async function readRun(path: string): Promise<Event[]> {
  const file = await logIn(path);
  const events: Event[] = [];
  for await (const { line, number, isCut } of linesOf(file)) {
    const event = await eventIn(line, number, isCut, file);
    if (event !== undefined) events.push(event);
  }
  if (events.some(({ type }) => type === 'run-started')) return events;
  throw notOf(file, log, [`none of its ${events.length} events is run-started`]);
}

/** A run for `compare`: its event log, or the output of `run --json`. */
export async function readRunOrDocument(
  path: string,
): Promise<{ events: Event[] } | { document: RunDocument }> {
  const file = await logIn(path);
  return (await beginsAsDocument(file))
    ? { document: await readDocument<RunDocument>(file, runDocument) }
    : { events: await readRun(file) };
}

const logIn = async (path: string): Promise<string> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ? join(path, 'events.jsonl') : path;

async function* linesOf(file: string): ReturnType<typeof readLines> {
  try {
    yield* readLines(file);
  } catch (error) {
    throw error instanceof Unreadable ? unreadable(file, log, error) : error;
  }
}

async function eventIn(
  line: string,
  number: number,
  isCut: boolean,
  file: string,
): Promise<Event | undefined> {
  if (line.trim() === '') return undefined;
  const wrong = (breaches: readonly string[], cause?: unknown) =>
    notOf(
      file,
      log,
      breaches.map((breach) => `line ${number}: ${breach}`),
      cause,
    );
  let event: Event;
  try {
    event = JSON.parse(line) as Event;
  } catch (cause) {
    if (isCut && line.startsWith('{')) return undefined;
    throw wrong([`no JSON: ${jsonFault(line).replace(/^line 1, /, '')}`], cause);
  }
  const breaches = await breachesOf(event, anyEventSchema, limits);
  if (breaches.length > 0) throw wrong(breaches);
  const schema = Object.hasOwn(eventSchemas, event.type) ? eventSchemas[event.type] : undefined;
  const more = schema === undefined ? [] : await breachesOf(event, schema, limits);
  if (more.length > 0) throw wrong(more.map((breach) => `${event.type}: ${breach}`));
  return event;
}

/** Whether a file is one document and no event log: its first line is no event. */
async function beginsAsDocument(file: string): Promise<boolean> {
  for await (const { line } of linesOf(file)) {
    if (line.trim() !== '') return !/^\s*\{\s*"(?:atMs|type)"/.test(line);
  }
  return false;
}
