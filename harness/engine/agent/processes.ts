import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from './hosts.ts';
import type { CommandSpec, Finished } from './protocol.ts';

/** uid of the ordinary user that the image brings, and of the confined one that runs diagnosers. */
const appUid = 1000;
/**
 * The kernel counts processes per user across all containers (RLIMIT_NPROC, setrlimit(2)), so each
 * lane confines its diagnosers under a number of its own.
 */
const guestUid = 20_000 + Math.floor(Math.random() * 40_000);
const guestProcesses = 128;
const guestFileBytes = 64 * 1024 * 1024;

const drop = (uid: number): string[] => [
  ...['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--no-new-privs'],
];

/**
 * Before anything else of a confined process: should memory run out, it is the one to go (proc(5),
 * oom_score_adj); and it has a bounded number of processes, size of files, and no core dumps.
 */
const bounds = `
echo 1000 > /proc/self/oom_score_adj
ulimit -c 0
ulimit -f ${guestFileBytes / 512}
ulimit -p ${guestProcesses}
cd "$0" && exec "$@"`;

function confined({ user, argv, cwd = '/' }: CommandSpec): string[] {
  if (user === 'root') return argv;
  if (user === 'app') return [...drop(appUid), '--', ...argv];
  const powerless = ['--bounding-set=-all', '--inh-caps=-all', '--'];
  return ['sh', '-c', bounds, cwd, ...drop(guestUid), ...powerless, ...argv];
}

function launch(host: RunningHost, command: CommandSpec, stdin: 'pipe' | 'ignore'): ChildProcess {
  const enter = ['-t', String(host.pid), '-m', '-u', '-i', '-n', '-p', '-r', '-w', '--'];
  return spawn('nsenter', [...enter, ...confined(command)], {
    stdio: [stdin, 'pipe', 'pipe'],
    cwd: '/',
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      ...command.env,
    },
  });
}

/** nsenter(1) waits outside the host for its one child inside. */
function inner(child: ChildProcess): number | undefined {
  try {
    const list = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
    return Number(list.trim().split(' ')[0]) || undefined;
  } catch {
    return undefined;
  }
}

function signalInner(child: ChildProcess, signal: NodeJS.Signals): void {
  const pid = inner(child);
  try {
    if (pid) process.kill(pid, signal);
    else child.kill(signal);
  } catch {
    // It ended in between.
  }
}

const processesOf = (uid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return statSync(`/proc/${pid}`).uid === uid && !isZombie(pid);
      } catch {
        return false;
      }
    });

const stateOf = (pid: number): string =>
  /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';

const isZombie = (pid: number): boolean => ['Z', 'X'].includes(stateOf(pid));

/**
 * Kills whatever the confined user runs, and returns how many that were. `kill -9 -1` reaches all
 * of a user's processes at once (kill(2)), so a fork storm cannot outrun it.
 */
async function endGuest(host: RunningHost): Promise<number> {
  const found = processesOf(guestUid).length;
  for (let left = found; left > 0; left = processesOf(guestUid).length) {
    const drop = [`--reuid=${guestUid}`, `--regid=${guestUid}`, '--clear-groups'];
    const child = spawn(
      'nsenter',
      ['-t', `${host.pid}`, '-p', '--', 'setpriv', ...drop, 'sh', '-c', 'kill -9 -1'],
      { stdio: 'ignore' },
    );
    await new Promise((resolve) => child.once('close', resolve));
    await sleep(5);
  }
  return found;
}

const join = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('base64');

/** Keeps what fits, drops the rest, and tells when something was dropped. */
function keep(stream: NodeJS.ReadableStream, limit: number, full?: () => void): Buffer[] {
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

/** Resolves to what `found` makes of the text so far, or rejects with why it never will. */
function awaitOutput<T>(
  child: ChildProcess,
  streams: (NodeJS.ReadableStream | null)[],
  found: (text: string) => T | undefined,
  deadlineMs: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const look = (chunk: Buffer): void => {
      seen += chunk.toString();
      const result = found(seen);
      if (result !== undefined) finish(() => resolve(result));
    };
    const ended = (code: number | null, signal: string | null): void =>
      finish(() => reject(new Error(`it ended with ${signal ?? code}`)));
    const timer = setTimeout(
      () => finish(() => reject(new Error(`nothing of it within ${deadlineMs} ms`))),
      deadlineMs,
    );
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      for (const stream of streams) stream?.removeListener('data', look);
      child.removeListener('close', ended);
      settle();
    };
    for (const stream of streams) stream?.on('data', look);
    child.once('close', ended);
    child.once('error', (error) => finish(() => reject(error)));
  });
}

/** A command that goes on: a service, a capture, the plain client. */
export class Background {
  private readonly child: ChildProcess;
  private readonly stdout: Buffer[];
  private readonly stderr: Buffer[];
  private readonly closed: Promise<unknown>;

  private constructor(child: ChildProcess) {
    if (!child.stdout || !child.stderr) throw new Error('a command has no pipes');
    this.child = child;
    this.stdout = keep(child.stdout, 8 * 1024 * 1024);
    this.stderr = keep(child.stderr, 64 * 1024);
    child.stdin?.on('error', () => undefined);
    this.closed = new Promise((resolve) => child.once('close', resolve));
  }

  /** Resolves once the command has printed `ready` on stdout or stderr. */
  static async start(
    host: RunningHost,
    command: CommandSpec,
    ready: string,
    deadlineMs: number,
  ): Promise<Background> {
    const started = new Background(launch(host, command, 'pipe'));
    const { child } = started;
    try {
      const seen = (text: string): true | undefined => text.includes(ready) || undefined;
      await awaitOutput(child, [child.stdout, child.stderr], seen, deadlineMs);
      return started;
    } catch (error) {
      await started.stop('SIGKILL');
      const said = Buffer.concat(started.stderr).toString().trim();
      throw new Error(`${command.argv.join(' ')}: ${(error as Error).message}. ${said}`);
    }
  }

  get pid(): number {
    return inner(this.child) ?? 0;
  }

  /** Writes one line to the command and resolves to the next line that it prints. */
  async ask(line: string, deadlineMs: number): Promise<string> {
    const whole = (text: string): string | undefined =>
      text.includes('\n') ? text.slice(0, text.indexOf('\n')) : undefined;
    const answer = awaitOutput(this.child, [this.child.stdout], whole, deadlineMs);
    this.child.stdin?.write(`${line}\n`);
    return answer;
  }

  /** Resolves when the command has nothing left to read: it sleeps, twice in a row. */
  async drain(): Promise<void> {
    for (let asleep = 0, turn = 0; asleep < 2 && turn < 400; turn += 1) {
      await sleep(5);
      const pid = inner(this.child);
      if (!pid) return;
      asleep = stateOf(pid) === 'S' ? asleep + 1 : 0;
    }
  }

  async stop(signal: NodeJS.Signals): Promise<{ stdout: string; stderr: string }> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      signalInner(this.child, signal);
      const patience = setTimeout(() => signalInner(this.child, 'SIGKILL'), 2000);
      await this.closed;
      clearTimeout(patience);
    }
    return { stdout: join(this.stdout), stderr: join(this.stderr) };
  }
}
