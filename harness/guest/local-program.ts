import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { addAbortListener, once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { keep } from '../engine/agent/launch.ts';
import type { Request } from '../../vocabulary/index.ts';
import { endAll, kill, marker } from './asked-processes.ts';
import type { Conversation } from '../events.ts';
import { localJanitor } from './local-janitor.ts';

const maxStdoutBytes = 1024 * 1024;
const maxStderrBytes = 256 * 1024;
/** How long the pipes of a program that has ended may be held open by what it left behind. */
const pipesMs = 1000;

const notStarted: Record<string, string> = {
  ENOENT: 'is not there, or its interpreter is not',
  EACCES: 'is not executable: chmod +x it',
};

/**
 * Puts one question to a program on this machine: in its folder, with little in its environment by default, as a process group of its own, which is
 * killed as a whole when the deadline has passed, when it has answered, when `signal` aborts, and when
 * this process dies.
 */
export async function askProgram(
  program: { folder: string; argv: readonly string[]; env?: Record<string, string> },
  { stdin, request }: { stdin: string; request: Request },
  signal?: AbortSignal,
): Promise<Conversation> {
  const [command = '', ...argv] = program.argv;
  const conversation = randomUUID();
  const janitor = localJanitor();
  janitor.begins(conversation);
  const startedAt = performance.now();
  const child = spawn(command, argv, {
    cwd: program.folder,
    detached: true,
    // As in a lab: little, and the Node that runs badconn.
    env: {
      ...(program.env ?? { LANG: 'C.UTF-8', HOME: '/tmp' }),
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      [marker]: conversation,
    },
  });
  if (child.pid !== undefined) janitor.started(conversation, child.pid);
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
  // Of one that came while the program was copied there is no event any more: it is called all the same.
  const interrupt = signal && addAbortListener(signal, () => end());
  try {
    await once(child, 'exit');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    janitor.over(conversation);
    return { ...said('not-started'), stderr: `${command} ${notStarted[code] ?? code}` };
  } finally {
    clearTimeout(timer);
    interrupt?.[Symbol.dispose]();
  }
  const { durationMs } = said();
  const leftProcesses = await endAll(child.pid, conversation);
  janitor.over(conversation);
  // Where /proc does not tell, a process that got away may hold the pipes open for ever.
  const patience = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, pipesMs);
  await closed;
  clearTimeout(patience);
  return { ...said(ended), durationMs, leftProcesses };
}
