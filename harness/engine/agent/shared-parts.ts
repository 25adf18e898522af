import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';

/** Where a lane keeps its hosts, in memory. */
export const place = '/run/hosts';
const parts = `${place}/shared`;

/** What every host has as its /dev: no device of the machine, whatever the engine has given to the lane. */
const devices = {
  nodes: ['null', 'zero', 'full', 'random', 'urandom', 'tty'],
  folders: ['pts', 'shm', 'mqueue'],
  links: {
    fd: '/proc/self/fd',
    stdin: '/proc/self/fd/0',
    stdout: '/proc/self/fd/1',
    stderr: '/proc/self/fd/2',
    ptmx: 'pts/ptmx',
  },
};

/** sysctl files that can be written to, of whatever namespaces the writing process is in. */
export const writableSysctls = `${parts}/writable/sys`;

/**
 * What /proc holds beside processes, and uid 0 may write to or below, with no capability needed: it is the
 * machine's (kernel.core_pattern, sysrq-trigger, irq).
 */
const ofTheMachine = readdirSync('/proc').filter((name) => {
  if (/^\d+$/.test(name)) return false;
  const entry = lstatSync(`/proc/${name}`);
  return entry.isDirectory() || (entry.isFile() && (entry.mode & 0o222) !== 0);
});

/** Lines of fstab(5): a host's /dev, and its /proc, read-only but for its processes and its own network. */
export const sharedParts = (root: string): string[] => [
  `${parts}/dev ${root}/dev none rbind`,
  `proc ${root}/proc proc defaults`,
  ...ofTheMachine.map((name) => `${parts}/proc/${name} ${root}/proc/${name} none bind`),
  `${writableSysctls}/net ${root}/proc/sys/net none bind`,
];

/** Once a lane. Read-only, so that no lab leaves anything there for the next. */
export function provideSharedParts(): void {
  const dev = `${parts}/dev`;
  for (const folder of ['dev', 'proc', 'writable', ...devices.folders.map((name) => `dev/${name}`)])
    mkdirSync(`${parts}/${folder}`, { recursive: true });
  // readdir(3) tells the type of what lies below a mount: a regular file would look like one that can be written to.
  execFileSync(
    'mkfifo',
    devices.nodes.map((name) => `${dev}/${name}`),
  );
  for (const [name, target] of Object.entries(devices.links)) symlinkSync(target, `${dev}/${name}`);
  const lines = [
    `${dev} ${dev} none bind,ro`,
    ...[...devices.nodes, 'pts'].map((name) => `/dev/${name} ${dev}/${name} none bind`),
    `none ${parts}/proc proc ro`,
    `none ${parts}/writable proc defaults`,
  ];
  writeFileSync(`${parts}/fstab`, `${lines.join('\n')}\n`);
  execFileSync('mount', ['-a', '-T', `${parts}/fstab`], { stdio: ['ignore', 'ignore', 'inherit'] });
}
