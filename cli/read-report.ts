import { parseSnapshot, serverReport } from '../collector/index.ts';
import {
  checked,
  notOf,
  parsed,
  readTextOf,
  type DocumentKind,
} from '../harness/documents/read-document.ts';
import { serverReportSchema, type ServerReport } from '../vocabulary/index.ts';

const report: DocumentKind = {
  name: 'a report of badconn collect',
  schema: serverReportSchema,
  code: 'USAGE_REPORT',
  next: 'on the server: badconn collect > report.txt',
};

/**
 * Reads one server report, or two taken before and after an attempt of the client: two files, or one file with both,
 * in either order.
 */
export async function readReports(files: readonly string[]): Promise<ServerReport> {
  const all = await Promise.all(files.map(readReport));
  const [only, second] = all;
  if (only !== undefined && second === undefined) return only;
  const snapshots = all
    .flatMap(({ before, after }) => (after === undefined ? [before] : [before, after]))
    .toSorted((a, b) => a.takenAtMs - b.takenAtMs);
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no report was named');
  return serverReport(first, last, 1);
}

/** Text as printed by the script, or JSON. */
async function readReport(file: string): Promise<ServerReport> {
  const text = await readTextOf(file, report);
  const isJson = /^\s*[[{]/.test(text);
  return checked(isJson ? parsed(text, file, report) : fromText(text, file), file, report);
}

/** The file has one run of the script, or two, around one attempt. */
function fromText(text: string, file: string): ServerReport {
  const [, second] = text.matchAll(/^@@ badconn-report /gm);
  const texts =
    second === undefined ? [text] : [text.slice(0, second.index), text.slice(second.index)];
  try {
    const [before, after] = texts.map(parseSnapshot);
    if (before === undefined) throw new Error('it is empty');
    return serverReport(before, after, after === undefined ? 0 : 1);
  } catch (cause) {
    throw notOf(file, report, [(cause as Error).message.replace(/\.$/, '')], cause);
  }
}
