import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { endGuest, guestProcesses } from './confinement.ts';
import { descendantsOf } from './cpu-readings.ts';
import { CpuWatch } from './cpu-watch.ts';
import { cannotStart } from './executable.ts';
import type { Inside } from './hosts.ts';
import { defaultPath, join, keep, launch, signalInner } from './launch.ts';
import type { CommandSpec, Finished } from './protocol.ts';
import { trafficOf, trafficSince } from './traffic.ts';

function reasonNotToStart(host: Inside, command: CommandSpec): string | undefined {
  const { argv, cwd, env = {}, root = '', user } = command;
  if (user !== 'guest') return undefined;
  const path = (root === '' ? undefined : env['PATH']) ?? defaultPath;
  const place = cwd === undefined ? { path } : { path, cwd };
  return cannotStart(`/proc/${host.pid}/root${root}`, argv[0] ?? '', place);
}

export async function runCommand(
  host: Inside,
  command: CommandSpec,
  limits: { stdin?: string; deadlineMs: number; maxStdoutBytes: number; maxStderrBytes: number },
): Promise<Finished> {
  const startedAt = performance.now();
  const reason = reasonNotToStart(host, command);
  if (reason) {
    const stderr = Buffer.from(reason).toString('base64');
    const nothing = { exitCode: null, signal: null, stdout: '', durationMs: 0, leftProcesses: 0 };
    return { ...nothing, stderr, ended: 'not-started' };
  }
  const before = command.user === 'guest' ? trafficOf(host.pid) : undefined;
  const child = launch(host, command, 'pipe');
  const isGuest = command.user === 'guest';
  // Root prepares it, and is waited for, too.
  const own = (): number[] => [...new Set([...descendantsOf(child.pid ?? 0), ...guestProcesses()])];
  const watch = isGuest ? new CpuWatch(own) : undefined;
  let ended: Finished['ended'];
  let keptWaitingMs: number | undefined;
  const end = (why: Finished['ended']): void => {
    if (why === 'deadline' && ended === undefined) keptWaitingMs = watch?.stop();
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
  ).finally(() => {
    clearTimeout(timer);
    watch?.stop();
  });
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
    ...(keptWaitingMs === undefined ? {} : { keptWaitingMs }),
    durationMs,
    leftProcesses,
    ...(before && { traffic: trafficSince(before, trafficOf(host.pid)) }),
  };
}
