import { readFile } from 'node:fs/promises';
import { collectScript, parseSnapshot, serverReport } from '../collector/index.ts';
import type { attempt } from '../client/attempt.ts';
import {
  checked,
  notOf,
  parsed,
  readTextOf,
  type Kind,
} from '../harness/documents/read-document.ts';
import { UsageError } from '../harness/errors.ts';
import { serverReportSchema, type ServerReport, type Snapshot } from '../vocabulary/index.ts';
import type { DiagnoseFlags } from './diagnose.ts';
import { overSsh } from './over-ssh.ts';
import { isThisMachine, runHere } from './this-machine.ts';

type PlainAttempt = Awaited<ReturnType<typeof attempt>>;

/** Where the facts of the server come from. */
type Server =
  | { from: 'nowhere' }
  | { from: 'file'; file: string }
  | { from: 'ssh' | 'here'; name: string; run(script: string): Promise<string> };

/** The server as the options say; this machine, where the target is one of its own addresses. */
export async function serverOf(
  host: string,
  { server, report }: Pick<DiagnoseFlags, 'server' | 'report'>,
): Promise<Server> {
  if (report !== undefined) return { from: 'file', file: report };
  if (server !== undefined) {
    return { from: 'ssh', name: server, run: (script) => overSsh(server, script) };
  }
  if (!(await isThisMachine(host))) return { from: 'nowhere' };
  return { from: 'here', name: 'this machine', run: runHere };
}

/** One attempt of an ordinary client, with the server looked at before and after where it can be. */
export async function around(
  plain: () => Promise<PlainAttempt>,
  server: Server,
): Promise<{ seen: PlainAttempt; report?: ServerReport }> {
  if (server.from === 'nowhere') return { seen: await plain() };
  if (server.from === 'file') {
    const report = await readReport(server.file);
    return { seen: await plain(), report };
  }
  const script = await readFile(collectScript, 'utf8');
  const before = snapshot(server.name, await server.run(script));
  const seen = await plain();
  const after = snapshot(server.name, await server.run(script));
  return { seen, report: serverReport(before, after, 1) };
}

function snapshot(name: string, text: string): Snapshot {
  try {
    return parseSnapshot(text);
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_NO_REPORT',
      what: `${name} printed no report: ${(cause as Error).message.split('\n', 1)[0]}`,
      evidence: text.split('\n').slice(0, 5),
      next: 'npx badconn collect --script > collect.sh, and run it on the server by hand',
      cause,
    });
  }
}

const report: Kind = {
  name: 'a report of badconn collect',
  schema: serverReportSchema,
  code: 'USAGE_REPORT',
  next: 'on the server: badconn collect > report.txt',
};

/** As text, which the script prints, or as JSON. */
async function readReport(file: string): Promise<ServerReport> {
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
