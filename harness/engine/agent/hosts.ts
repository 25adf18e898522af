import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync, rmSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { imageMounts, writeInImages } from './images.ts';
import { networkScript } from './network-script.ts';
import type { HostSpec, LabSpec } from './protocol.ts';
import { limitedTo } from './rights.ts';
import { place, sharedParts, writableSysctls } from './shared-parts.ts';
import { isOwn, labGroup, wiringOf } from './wiring.ts';

/** Where a command runs. */
export interface Inside {
  /** The first process of a host, as the lane sees it; 0: where the agent itself is. */
  pid: number;
}

/** The namespaces of the agent's own container, which a sidecar shares with another (docker/sidecar.ts). */
export const ownPlace: Inside = { pid: 0 };

/**
 * A host is a set of Linux namespaces (mount, pid, network, UTS, IPC; namespaces(7)) with a root
 * file system of its own: an overlay on the image whose upper layer is memory. It ends with its
 * first process, and the kernel takes everything in it along.
 */
export interface RunningHost {
  spec: HostSpec;
  /** The host's first process, as the lane sees it. */
  pid: number;
  keeper: ChildProcess;
}

/**
 * One mount(8) for all: on a busy machine each process more costs as much as the mounts. The last two cover
 * what is the lane's: whoever found a way out of the chroot would meet no other /proc and no other host.
 */
const fstab = (root: string): string =>
  [
    `overlay ${root}/root overlay lowerdir=/,upperdir=${root}/upper,workdir=${root}/work`,
    ...sharedParts(`${root}/root`),
    `tmpfs ${root}/root/dev/shm tmpfs mode=1777`,
    `tmpfs ${root}/root/tmp tmpfs mode=1777`,
    `tmpfs ${root}/root/run tmpfs mode=755`,
    ...imageMounts(`${root}/root`),
    'none /proc tmpfs ro',
    `none ${place} tmpfs ro`,
    '',
  ].join('\n');

const boot = String.raw`
set -e
cd "$1"
# In a user namespace the file belongs to the machine's root; sethostname(2) asks for a capability.
echo "$2" 2>/dev/null > ${writableSysctls}/kernel/hostname || hostname "$2"
mount -a -T "$1/fstab"
echo booted
read -r go
. ./network
# Docker's system call filter refuses pivot_root(2); whoever enters a host enters its root, too.
# Only from within is it ready, and says so by repeating it: before that, its root is still the container's.
exec chroot root ${limitedTo([]).join(' ')} tini -- cat
`;

/** resolv.conf(5). Without the options, a client asks a silent resolver for ten seconds. */
const resolvConf = ({ resolvers }: HostSpec): string =>
  resolvers.length === 0
    ? ''
    : `${resolvers.map((address) => `nameserver ${address}\n`).join('')}options timeout:1 attempts:1\n`;

const firstChild = (pid: number): number => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const child = Number(children.split(' ')[0]);
  if (!child) throw new Error(`process ${pid} has no child`);
  return child;
};

export async function succeed(child: ChildProcess, what: string): Promise<void> {
  const [stderr, code] = await Promise.all([
    child.stderr ? text(child.stderr) : '',
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr.trim()}`);
}

async function ip(batch: string[]): Promise<void> {
  const child = spawn('ip', ['-batch', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.end(`${batch.join('\n')}\n`);
  await succeed(child, 'ip -batch');
}

/** Boots all hosts side by side, wires them up, and lets them take their addresses. */
export async function buildLab(lab: LabSpec): Promise<Map<string, RunningHost>> {
  const started: RunningHost[] = [];
  const hosts = new Map<string, RunningHost>();
  const lines = new Map<ChildProcess, AsyncIterator<string>>();
  const expectLine = async (child: ChildProcess, wanted: string): Promise<void> => {
    const next = await lines.get(child)?.next();
    if (next?.value !== wanted) {
      const stderr = child.stderr ? await text(child.stderr) : '';
      throw new Error(`a host did not come up (${wanted}): ${stderr.trim()}`);
    }
  };
  try {
    await Promise.all(
      lab.hosts.map(async (spec, index) => {
        const root = `${place}/${index}`;
        for (const part of ['upper', 'work', 'root']) {
          mkdirSync(`${root}/${part}`, { recursive: true });
        }
        writeFileSync(`${root}/fstab`, fstab(root));
        writeFileSync(`${root}/network`, networkScript(spec));
        const keeper = spawn(
          'unshare',
          [
            ...['--mount', '--pid', '--net', '--uts', '--ipc', '--fork', '--kill-child=KILL'],
            ...['sh', '-c', boot, 'init', root, spec.hostname],
          ],
          { stdio: ['pipe', 'pipe', 'pipe'], cwd: '/', env: { PATH: process.env['PATH'] } },
        );
        lines.set(keeper, createInterface({ input: keeper.stdout })[Symbol.asyncIterator]());
        const host: RunningHost = { spec, pid: 0, keeper };
        started.push(host);
        await expectLine(keeper, 'booted');
        host.pid = firstChild(keeper.pid ?? 0);
        hosts.set(spec.name, host);
        // Its first process has its root file system in its working directory by now.
        const inside = `/proc/${host.pid}/cwd/root`;
        const etc = `${inside}/etc`;
        mkdirSync(`${inside}/run/sshd`);
        const hostsFile = ['127.0.0.1 localhost', '::1 localhost ip6-localhost', ...spec.hostsFile];
        const files = {
          hostname: `${spec.hostname}\n`,
          hosts: `${hostsFile.join('\n')}\n`,
          'resolv.conf': resolvConf(spec),
        };
        for (const [file, text] of Object.entries(files)) {
          writeFileSync(`${etc}/${file}`, text);
          writeInImages(inside, file, text);
        }
      }),
    );
    await ip(wiringOf(lab, (host) => hosts.get(host)?.pid ?? 0));
    await Promise.all(
      started.map(async ({ keeper }) => {
        keeper.stdin?.write('go\nready\n');
        await expectLine(keeper, 'ready');
      }),
    );
    return hosts;
  } catch (error) {
    await closeLab(started, lab);
    throw error;
  }
}

const interfaces = (): string[] =>
  readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '' && name !== 'lo');

/** Longer than a killed host takes on a machine that is far too busy. What is left is told, not waited for. */
const hangsMs = 20_000;

/**
 * Ends every host and wire. Returns what is still there. Of the last lab of a lane, the wires go with the network of
 * the lane (network_namespaces(7)): to take them away one by one is to wait for the kernel, 60 ms.
 */
export async function closeLab(
  hosts: Iterable<RunningHost>,
  lab: LabSpec,
  last = false,
): Promise<string[]> {
  await Promise.all(
    [...hosts].map(
      ({ keeper, pid }) =>
        new Promise<void>((resolve) => {
          if (keeper.exitCode !== null || keeper.signalCode !== null) return resolve();
          const hangs = setTimeout(resolve, hangsMs);
          keeper.once('exit', () => {
            clearTimeout(hangs);
            resolve();
          });
          // The first process of a pid namespace takes all others with it (pid_namespaces(7)).
          try {
            process.kill(pid || (keeper.pid ?? 0), 'SIGKILL');
          } catch {
            // It ended in between; its exit is told all the same.
          }
        }),
    ),
  );
  if (last)
    return interfaces()
      .filter((name) => !isOwn(name))
      .map((name) => `interface ${name}`);
  // The kernel may be taking wires away with their hosts at this moment; of an empty group it says so.
  if (interfaces().length > 0) {
    const child = spawn('ip', ['link', 'del', 'group', labGroup], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('close', resolve));
  }
  lab.hosts.forEach((_, index) => rmSync(`${place}/${index}`, { recursive: true, force: true }));
  return interfaces().map((name) => `interface ${name}`);
}
