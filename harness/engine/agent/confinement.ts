import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inside } from './hosts.ts';
import { processesOf } from './proc.ts';
import type { CommandSpec } from './protocol.ts';
import { limitedTo, rootOfHost } from './rights.ts';

/** uid of the ordinary user that the image brings, and of the confined one that runs diagnosers. */
const appUid = 1000;
/**
 * The kernel counts processes per user across all containers (RLIMIT_NPROC, setrlimit(2)), so each
 * lane confines its diagnosers under a number of its own.
 */
const guestUid = 20_000 + Math.floor(Math.random() * 40_000);

const bounds = { processes: 128, files: 1024, fileMiB: 64, memoryFilesMiB: 64 };

const drop = (uid: number): string[] => [
  ...['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--no-new-privs'],
];

/**
 * Who uses a module, or a key of the lane, is counted for all hosts: which firewalls there are, and whether the
 * service runs.
 */
const counted = ['/proc/modules', '/proc/keys', '/proc/key-users'];
/** Written by root and empty, as /dev/null is not: everybody may write to that. */
const empty = '/dev/shm/empty';

const memory = `tmpfs size=${bounds.memoryFilesMiB}m,mode=1777`;
/**
 * fstab(5): one mount(8) for all, which reads it from a file that it then covers. Sources differ from those
 * of the host's own mounts, or it would take them for these. hidepid=2 is `invisible` (proc(5)), by the name
 * that kernels before 5.8 know, too.
 */
const mounts = [
  'none /proc proc ro,hidepid=2',
  ...counted.filter((file) => existsSync(file)).map((file) => `${empty} ${file} none bind`),
  `none /tmp ${memory}`,
  `none /dev/shm ${memory}`,
  'none /dev/mqueue tmpfs ro',
  // Not mounted before: what it holds has the time at which it was looked at first.
  'none /sys sysfs ro',
  'none /sys/module tmpfs ro',
].join('\n');

/**
 * What root does for a confined process before it begins. All that it can write to is memory of its
 * own, which goes when its last process does: nothing is left to the next one. Should memory run
 * out, it is the first to go, and cannot write that off (proc(5), oom_score_adj). It sees no process
 * of others, and not when the lab was built or broken: a ctime cannot be set, so each is made that of
 * this moment. It steps back behind the lab's own programs, and descriptor 3 tells that all of this was done.
 */
const confine = `
set -e
echo 1000 > /proc/self/oom_score_adj
echo '${mounts}' > /dev/shm/fstab
: > ${empty}
mount -a -T /dev/shm/fstab
touch / /etc /etc/hosts /etc/hostname /etc/resolv.conf /run /run/*
authorities=/usr/local/share/ca-certificates
if [ -d $authorities ]; then
  touch /etc/ssl/certs /etc/ssl/certs/* /usr/local/share $authorities $authorities/*
  if [ -d "$1/etc/ssl/certs" ]; then mount --bind /etc/ssl/certs "$1/etc/ssl/certs"; fi
fi
mount -o remount,bind,ro /
if [ -n "$1" ]; then
  for part in proc sys dev tmp; do mount --rbind /$part "$1/$part"; done
  for file in hosts resolv.conf hostname; do mount --bind /etc/$file "$1/etc/$file"; done
fi
shift
ulimit -c 0
ulimit -f ${(bounds.fileMiB * 1024 ** 2) / 512}
ulimit -n ${bounds.files}
ulimit -p ${bounds.processes}
cd "$0"
echo confined >&3
exec nice -n 19 "$@" 3>&-`;

/**
 * Into a root file system of its own, in which none of the lab's programs are, and from which a process
 * without capabilities finds no way out (chroot(2)): nsenter(1) changes root, folder and user at once. Its
 * environment is set last, since the programs before it are found by the lab's.
 */
const inRoot = (root: string, { argv, cwd = '/', env = {} }: CommandSpec): string[] => [
  ...['setpriv', '--no-new-privs', '--inh-caps=-all', '--', '/usr/bin/env', '-i', '--'],
  ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
  ...['/usr/bin/nsenter', `--root=${root}`, `--wdns=${cwd}`],
  ...[`--setuid=${guestUid}`, `--setgid=${guestUid}`, '--', ...argv],
];

export function confined(command: CommandSpec): string[] {
  const { user, argv, cwd = '/', root, capabilities = rootOfHost } = command;
  if (user === 'root') return [...limitedTo(capabilities), ...argv];
  if (user === 'app') return [...drop(appUid), '--', ...argv];
  const apart = ['unshare', '--mount', '--ipc', 'sh', '-c', confine];
  if (root !== undefined) return [...apart, '/', root, ...inRoot(root, command)];
  const powerless = ['--bounding-set=-all', '--inh-caps=-all', '--'];
  return [...apart, cwd, '', ...drop(guestUid), ...powerless, ...argv];
}

export const guestProcesses = (): number[] => processesOf(guestUid);

/** A killed process that stays (in a system call that is not interrupted) must not hold up the lane. */
const mostTurns = 400;

/**
 * Kills whatever the confined user runs, and returns how many that were. `kill -9 -1` reaches all
 * of a user's processes at once (kill(2)), so a fork storm cannot outrun it.
 */
export async function endGuest(host: Inside): Promise<number> {
  const found = guestProcesses().length;
  let turns = 0;
  for (let left = found; left > 0; left = guestProcesses().length) {
    if (turns++ >= mostTurns) throw new Error(`${left} processes of a diagnoser cannot be killed`);
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
