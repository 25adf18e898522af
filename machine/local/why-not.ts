import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { onPath } from '../apt.ts';
import { asRoot } from './folders.ts';

/** Tries the building blocks of a lane in a mount namespace that ends with its only process. */
const trial = `set -e
mount -t tmpfs trial /mnt
cd /mnt
mkdir lower upper work root proc sys
mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work root
mount -t proc proc proc
mount -t sysfs sysfs sys`;

/** Whether an unprivileged user has subordinate ids for the users of a lab (subuid(5)). */
function hasSubordinates(): boolean {
  const { username, uid } = userInfo();
  return ['/etc/subuid', '/etc/subgid'].every((file) => {
    try {
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.some((line) => {
        const [who, , count] = line.split(':');
        return (who === username || who === String(uid)) && Number(count) >= 65_536;
      });
    } catch {
      return false;
    }
  });
}

/** What the machine lacks for the local engine, as the end of a sentence; undefined if nothing. Takes 15 ms. */
export function whyNotLocal(): string | undefined {
  if (process.platform !== 'linux') return 'this machine does not run Linux';
  const programs = ['unshare', 'nsenter', 'setpriv', 'pivot_root', 'mount', 'tar'];
  const missing = programs.filter((program) => !onPath(program));
  if (missing.length > 0) return `programs are missing: ${missing.join(', ')}`;
  if (process.getuid?.() !== 0) {
    if (!onPath('newuidmap'))
      return 'this user is not root, and newuidmap (package uidmap) is missing';
    if (!hasSubordinates())
      return 'this user is not root, and has no 65,536 users in /etc/subuid, /etc/subgid';
  }
  const apart = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup', '--fork'];
  const [file, ...args] = asRoot('unshare', ...apart, 'sh', '-c', trial);
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8', timeout: 10_000 });
  if (status === 0) return undefined;
  const said = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  return `namespaces or mounts are refused: ${said}`;
}
