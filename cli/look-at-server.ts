import { readFile } from 'node:fs/promises';
import { collectScript, parseSnapshot, serverReport } from '../collector/index.ts';
import type { attempt } from '../client/attempt.ts';
import { isOutOfDescriptors } from '../diagnoser/without-descriptors.ts';
import { UsageError } from '../harness/errors.ts';
import type { ServerReport, Snapshot } from '../vocabulary/index.ts';
import type { DiagnoseFlags } from './diagnose.ts';
import { overSsh } from './over-ssh.ts';
import { isThisMachine, runHere } from './this-machine.ts';

export type PlainAttempt = Awaited<ReturnType<typeof attempt>>;

/** Source of the server's facts. */
type ServerSource =
  | { from: 'nowhere' }
  | { from: 'files'; read(): Promise<ServerReport> }
  | { from: 'ssh' | 'here'; name: string; run(script: string): Promise<string> };

/**
 * Source of the server's facts: the options, or this machine if the target is one of its addresses. `localhost` may
 * also stand for another machine that the user means.
 */
export async function serverOf(
  host: string,
  { server, report, taken }: Pick<DiagnoseFlags, 'server' | 'report'> & { taken?: ServerReport },
  meant?: string,
): Promise<ServerSource> {
  if (taken !== undefined) return { from: 'files', read: () => Promise.resolve(taken) };
  if (report !== undefined) return { from: 'files', read: () => readFiles(report) };
  if (server !== undefined) {
    return { from: 'ssh', name: server, run: (script) => overSsh(server, script) };
  }
  if (!(await isThisMachine(host))) return { from: 'nowhere' };
  if (meant !== undefined && !(await isThisMachine(meant))) return { from: 'nowhere' };
  return { from: 'here', name: 'this machine', run: runHere };
}

/**
 * One attempt of the plain client between two looks at the server, if possible. The client's modules are loaded
 * during the first look.
 */
export async function around(
  loading: () => Promise<() => Promise<PlainAttempt>>,
  server: ServerSource,
): Promise<{ seen: PlainAttempt; report?: ServerReport }> {
  if (server.from === 'nowhere') return { seen: await (await loading())() };
  if (server.from === 'files') {
    const report = await server.read();
    return { seen: await (await loading())(), report };
  }
  const script = await readFile(collectScript, 'utf8');
  const looking = unlessOutOfDescriptors(server.run(script));
  const [first, plain] = await Promise.all([looking, loading()]);
  const before = first === undefined ? undefined : snapshot(server.name, first);
  const seen = await plain();
  if (before === undefined) return { seen };
  const second = await unlessOutOfDescriptors(server.run(script));
  const after = second === undefined ? undefined : snapshot(server.name, second);
  return { seen, report: serverReport(before, after, 1) };
}

/** A child process needs descriptors for its pipes, which a client near its limit needs itself. */
const unlessOutOfDescriptors = (output: Promise<string>): Promise<string | undefined> =>
  output.catch((error: unknown) => {
    if (isOutOfDescriptors(error)) return undefined;
    throw error;
  });

async function readFiles(files: readonly string[]): Promise<ServerReport> {
  const { readReports } = await import('./read-report.ts');
  return readReports(files);
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
