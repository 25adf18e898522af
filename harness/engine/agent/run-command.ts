import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { endGuest } from './confinement.ts';
import type { RunningHost } from './hosts.ts';
import { join, keep, launch, signalInner } from './launch.ts';
import type { CommandSpec, Finished } from './protocol.ts';

function cannotStart(host: RunningHost, command: CommandSpec): string | undefined {
  const program = command.argv[0] ?? '';
  if (!program.includes('/')) return undefined;
  const path = program.startsWith('/') ? program : `${command.cwd ?? '/'}/${program}`;
  try {
    const { mode } = statSync(`/proc/${host.pid}/root${path}`);
    return mode & 0o001 ? undefined : `${program} is not executable: chmod +x it`;
  } catch {
    return `${program} does not exist in the diagnoser's folder`;
  }
}

export async function runCommand(
  host: RunningHost,
  command: CommandSpec,
  limits: { stdin?: string; deadlineMs: number; maxStdoutBytes: number; maxStderrBytes: number },
): Promise<Finished> {
  const startedAt = performance.now();
  const reason = command.user === 'guest' ? cannotStart(host, command) : undefined;
  if (reason) {
    const stderr = Buffer.from(reason).toString('base64');
    const nothing = { exitCode: null, signal: null, stdout: '', durationMs: 0, leftProcesses: 0 };
    return { ...nothing, stderr, ended: 'not-started' };
  }
  const child = launch(host, command, 'pipe');
  let ended: Finished['ended'];
  const end = (why: Finished['ended']): void => {
    ended ??= why;
    signalInner(child, 'SIGKILL');
  };
  const timer = setTimeout(() => end('deadline'), limits.deadlineMs);
  if (!child.stdin || !child.stdout || !child.stderr) throw new Error('a command has no pipes');
  const stdout = keep(child.stdout, limits.maxStdoutBytes, () => end('output-limit'));
  const stderr = keep(child.stderr, limits.maxStderrBytes);
  // A command may end without having read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(Buffer.from(limits.stdin ?? '', 'base64'));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const confined = child.stdio[3] ? text(child.stdio[3] as Readable) : 'confined';
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
    (resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, name) => resolve([code, name]));
    },
  );
  clearTimeout(timer);
  const durationMs = performance.now() - startedAt;
  const leftProcesses = command.user === 'guest' ? await endGuest(host) : 0;
  // What a killed descendant held open is closed now, so this ends.
  await closed;
  if ((await confined) === '' && !ended) {
    const said = Buffer.concat(stderr).toString().trim();
    throw new Error(`a diagnoser could not be confined (${signal ?? exitCode}): ${said}`);
  }
  return {
    exitCode,
    signal,
    stdout: join(stdout),
    stderr: join(stderr),
    ...(ended ? { ended } : {}),
    durationMs,
    leftProcesses,
  };
}
