import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { commandFailed } from './messages.ts';

export interface CommandOptions {
  signal?: AbortSignal | undefined;
  env?: NodeJS.ProcessEnv;
  /** Called on an abort with the child's pid; the child has its own process group. */
  onAbort?: (pid: number) => void;
}

const kept = 20;

/** The last lines of streams. Each is read to its end, so its writer never blocks. */
export function lastLines(...streams: Readable[]): string[] {
  const lines: string[] = [];
  for (const stream of streams) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return;
      lines.push(line);
      if (lines.length > kept) lines.shift();
    });
  }
  return lines;
}

export function killGroup(pid: number, signal: NodeJS.Signals = 'SIGTERM'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/**
 * Runs a program to its end.
 *
 * @param what first line of the error if it fails.
 * @throws MachineError with its last 20 lines of output; the signal's reason on an abort.
 */
export async function command(
  what: string,
  argv: readonly [string, ...string[]],
  { signal, env = process.env, onAbort = killGroup }: CommandOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const [file, ...args] = argv;
  const child = spawn(file, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const tail = lastLines(child.stdout, child.stderr);
  const abort = (): void => {
    if (child.pid !== undefined) onAbort(child.pid);
  };
  signal?.addEventListener('abort', abort);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }).catch((error: unknown) => {
      throw commandFailed(what, argv, [String(error)]);
    });
    signal?.throwIfAborted();
    if (code !== 0) throw commandFailed(what, argv, [...tail, `exit code ${code}`]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
