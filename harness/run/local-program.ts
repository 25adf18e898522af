import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keep } from '../engine/agent/launch.ts';
import type { Request } from '../../vocabulary/index.ts';
import type { Conversation } from './events.ts';

const maxStdoutBytes = 1024 * 1024;
const maxStderrBytes = 256 * 1024;
/** How long the pipes of a program that has ended may be held open by what it left behind. */
const pipesMs = 1000;

/** Marks all processes of one conversation, those that leave its process group as well. */
const marker = 'BADCONN_ASKED';

/** The living processes of a conversation, where /proc tells (Linux). */
function processesOf(conversation: string): number[] {
  const mark = `${marker}=${conversation}`;
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
        } catch {
          return false;
        }
      })
      .map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

/** Kills whatever a conversation has left; resolves to how many processes that were. */
async function endAll(group: number, conversation: string): Promise<number> {
  kill(-group);
  const found = processesOf(conversation);
  for (let left = found, turn = 0; left.length > 0 && turn < 40; turn += 1) {
    left.forEach(kill);
    await sleep(5);
    left = processesOf(conversation);
  }
  return found.length;
}

const notStarted: Record<string, string> = {
  ENOENT: 'is not there, or its interpreter is not',
  EACCES: 'is not executable: chmod +x it',
};

/**
 * Puts one question to a program on this machine: in its folder, as a process group of its own, which is
 * killed as a whole when the deadline has passed, when it has answered, and when `signal` aborts.
 */
export async function askProgram(
  program: { folder: string; argv: readonly string[] },
  { stdin, request }: { stdin: string; request: Request },
  signal?: AbortSignal,
): Promise<Conversation> {
  const [command = '', ...argv] = program.argv;
  const conversation = randomUUID();
  const startedAt = performance.now();
  const child = spawn(command, argv, {
    cwd: program.folder,
    detached: true,
    env: {
      // As in a lab: little, and the Node that runs badconn.
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      [marker]: conversation,
    },
  });
  const said = (ended?: Conversation['ended']): Conversation => ({
    request,
    exitCode: child.exitCode,
    signal: child.signalCode,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    ...(ended ? { ended } : {}),
    durationMs: performance.now() - startedAt,
    leftProcesses: 0,
  });
  let ended: Conversation['ended'];
  const end = (why?: Conversation['ended']): void => {
    ended ??= why;
    if (child.pid !== undefined) kill(-child.pid);
  };
  const stdout = keep(child.stdout, maxStdoutBytes, () => end('output-limit'));
  const stderr = keep(child.stderr, maxStderrBytes);
  // A program may end without having read its input.
  child.stdin.on('error', () => undefined).end(stdin);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const timer = setTimeout(() => end('deadline'), request.deadlineMs);
  const abort = (): void => end();
  signal?.addEventListener('abort', abort);
  try {
    await once(child, 'exit');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return { ...said('not-started'), stderr: `${command} ${notStarted[code] ?? code}` };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
  const { durationMs } = said();
  const leftProcesses = await endAll(child.pid ?? 0, conversation);
  // Where /proc does not tell, a process that got away may hold the pipes open for ever.
  const patience = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, pipesMs);
  await closed;
  clearTimeout(patience);
  return { ...said(ended), durationMs, leftProcesses };
}
