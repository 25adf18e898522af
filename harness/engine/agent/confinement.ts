import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from './hosts.ts';
import { processesOf } from './proc.ts';
import type { CommandSpec } from './protocol.ts';

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

export function confined({ user, argv, cwd = '/' }: CommandSpec): string[] {
  if (user === 'root') return argv;
  if (user === 'app') return [...drop(appUid), '--', ...argv];
  const powerless = ['--bounding-set=-all', '--inh-caps=-all', '--'];
  return ['sh', '-c', bounds, cwd, ...drop(guestUid), ...powerless, ...argv];
}

/**
 * Kills whatever the confined user runs, and returns how many that were. `kill -9 -1` reaches all
 * of a user's processes at once (kill(2)), so a fork storm cannot outrun it.
 */
export async function endGuest(host: RunningHost): Promise<number> {
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
