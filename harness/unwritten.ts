import { fstatSync, writeSync } from 'node:fs';

type Name = 'stdout' | 'stderr';

/** Streams that could not be written, with the reason as an errno. */
const failed = new Map<Name, string>();

/** Exit code of a command whose output, reports or kept files could not be written. */
export const unwrittenExitCode = 5;

/** Exit code of a diagnosis that found no cause, and did not find the connection healthy. */
export const cannotTellExitCode = 6;

/**
 * The exit code if not everything could be written. A caller that gets 0, 1 or 6 expects the output to be complete;
 * the other codes report something worse, or an intended end.
 */
export const orUnwritten = (exitCode: number, isUnwritten: boolean): number =>
  isUnwritten && [0, 1, cannotTellExitCode].includes(exitCode) ? unwrittenExitCode : exitCode;

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

const files = new Map<Name, boolean>();

/**
 * Writes all of a text. To a full disk, write(2) writes what fits and reports that by its return value only, which
 * node:stream does not check.
 */
function writeFully(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/** Writes to a stream of this process. After a failure nothing more is written there. */
export function write(name: Name, text: string): void {
  if (failed.has(name)) return;
  const stream = process[name];
  if (!files.has(name)) files.set(name, isFile(stream.fd));
  if (!files.get(name)) return void stream.write(text);
  try {
    writeFully(stream.fd, text);
  } catch (error) {
    fail(name, error as NodeJS.ErrnoException);
  }
}

function fail(name: Name, { code = '' }: NodeJS.ErrnoException): void {
  if (failed.has(name)) return;
  failed.set(name, code);
  // A reader that ended (`| head`) has what it wanted; a terminal that is gone shows nothing.
  if (name === 'stderr' || code === 'EPIPE' || code === 'EIO') return;
  write(
    'stderr',
    `stdout cannot be written (${code}).\n  Next: send it where there is room: badconn … > another-file\n`,
  );
}

/**
 * Output that cannot be written ends neither the command nor its clean-up. The exit code reports it, unless it
 * reports something worse.
 */
export function endWithUnwritten(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', (error: NodeJS.ErrnoException) => fail(name, error));
  }
  process.on('exit', (code) => {
    process.exitCode = orUnwritten(code, failed.size > 0);
  });
}

/** Waits until all output is written; resolves to the exit code, which reports a failure to write. */
export async function written(exitCode: number): Promise<number> {
  for (const name of ['stdout', 'stderr'] as const) {
    await new Promise<void>((resolve) => process[name].write('', () => resolve()));
  }
  return orUnwritten(exitCode, failed.size > 0);
}
