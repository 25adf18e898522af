import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { confined } from './confinement.ts';
import { ownPlace, type Inside } from './hosts.ts';
import type { CommandSpec } from './protocol.ts';

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Commands that run where the agent does, with no nsenter(1) around them. */
const direct = new WeakSet<ChildProcess>();

export function launch(host: Inside, command: CommandSpec, stdin: 'pipe' | 'ignore'): ChildProcess {
  const enter = ['-t', String(host.pid), '-m', '-u', '-i', '-n', '-p', '-r', '-w', '--'];
  // By its path: execvp(3) would try three folders before it, ten times a case.
  const nsenter = ['/usr/bin/nsenter', ...enter];
  const [file = '', ...args] = [...(host === ownPlace ? [] : nsenter), ...confined(command)];
  const child = spawn(file, args, {
    stdio: [stdin, 'pipe', 'pipe', ...(command.user === 'guest' ? (['pipe'] as const) : [])],
    cwd: '/',
    env: {
      PATH: defaultPath,
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      ...(command.root === undefined ? command.env : {}),
    },
  });
  if (host === ownPlace) direct.add(child);
  return child;
}

/**
 * nsenter(1) waits outside the host for its one child inside. It stops when its child does, and has
 * to be woken to see what became of it.
 */
export function inner(child: ChildProcess): number | undefined {
  if (direct.has(child)) return child.pid;
  try {
    const list = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
    return Number(list.trim().split(' ')[0]) || undefined;
  } catch {
    return undefined;
  }
}

export function signalInner(child: ChildProcess, signal: NodeJS.Signals): void {
  const pid = inner(child);
  try {
    if (pid) process.kill(pid, signal);
    else child.kill(signal);
    if (pid && signal === 'SIGKILL') child.kill('SIGCONT');
  } catch {
    // It ended in between.
  }
}

export const join = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('base64');

/** Keeps what fits, drops the rest, and tells when something was dropped. */
export function keep(stream: NodeJS.ReadableStream, limit: number, full?: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = limit - size;
    if (room > 0) chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += chunk.length;
    if (size > limit) full?.();
  });
  return chunks;
}
