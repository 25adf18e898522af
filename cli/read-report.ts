import { parseSnapshot, serverReport } from '../collector/index.ts';
import {
  checked,
  notOf,
  parsed,
  readTextOf,
  type Kind,
} from '../harness/documents/read-document.ts';
import { serverReportSchema, type ServerReport } from '../vocabulary/index.ts';

const report: Kind = {
  name: 'a report of badconn collect',
  schema: serverReportSchema,
  code: 'USAGE_REPORT',
  next: 'on the server: badconn collect > report.txt',
};

/** As text, which the script prints, or as JSON. */
export async function readReport(file: string): Promise<ServerReport> {
  const text = await readTextOf(file, report);
  const isJson = /^\s*[[{]/.test(text);
  return checked(isJson ? parsed(text, file, report) : fromText(text, file), file, report);
}

function fromText(text: string, file: string): ServerReport {
  try {
    return serverReport(parseSnapshot(text), undefined, 0);
  } catch (cause) {
    throw notOf(file, report, [(cause as Error).message.replace(/\.$/, '')], cause);
  }
}
