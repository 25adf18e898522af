import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { installer, onPath, osRelease } from './apt.ts';
import { killGroup, lastLines } from './command.ts';
import { debianSources, machineAptSettings } from './debian-sources.ts';
import { buildFailed, diskFull } from './messages.ts';
import type { ImageFile, ImageInputs } from './inputs.ts';
import { nodeBinary } from './node-binary.ts';
import { withoutSymbols } from './without-symbols.ts';

/** Architecture of this machine, in Docker's notation. */
export const ownArchitecture = process.arch === 'x64' ? 'amd64' : process.arch;

/** Why this machine cannot make a base image from Debian packages; undefined if it can. */
export function whyNoDebianBase(architecture: string): string | undefined {
  const { debian, root } = installer();
  if (!debian) return 'this machine is not Debian or Ubuntu';
  if (!onPath('mmdebstrap') && !root)
    return 'mmdebstrap is not installed, and installing it needs root';
  if (nodeBinary() === undefined) return 'no Node of this machine runs in a Debian image';
  if (ownArchitecture !== architecture) {
    return `the engine runs ${architecture}, and this machine is ${ownArchitecture}`;
  }
  return undefined;
}

// No lab needs apt, or the settings for reaching the mirrors.
const finish = [
  'install -m 755 "$BADCONN_RECIPE/node" "$1/usr/local/bin/node"',
  'chroot "$1" /usr/local/bin/node --version',
  'sh "$BADCONN_RECIPE/trim.sh" "$1"',
  // mmdebstrap removes 00mmdebstrap itself, and fails if it is gone.
  'rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d "$1"/etc/apt/apt.conf.d/99mmdebstrap',
  'rm -rf "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/resolv.conf "$1"/etc/hostname',
].join(' && ');

function arguments_(packages: readonly string[], codename: string): string[] {
  return [
    'mmdebstrap',
    '--format=tar',
    // With apt outside and /usr merged from the start: half the time of --variant=minbase.
    '--variant=essential',
    '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    `--include=${packages.join(',')}`,
    '--dpkgopt=force-unsafe-io',
    '--aptopt=APT::Install-Recommends "false"',
    ...machineAptSettings().map((setting) => `--aptopt=${setting}`),
    `--customize-hook=${finish}`,
    codename,
    '-',
    ...debianSources(codename),
  ];
}

/** Whether a tmpfs can be mounted in a separate mount namespace, which goes away with its last process. */
function canUseMemory(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return process.availableMemory() > 2 * 1024 ** 3;
  } catch {
    return false;
  }
}

const mountMemory = 'mount -t tmpfs -o mode=1777 badconn "$TMPDIR" || true; exec "$@"';

/**
 * Copies the files that hooks put into the base. For an unprivileged user, mmdebstrap is root of a user namespace and
 * may not read the user's folders, neither this one nor Node's.
 */
function writeParts(folder: string, recipe: readonly ImageFile[]): void {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'tmp'));
  for (const { path, content } of recipe) writeFileSync(join(folder, path), content);
  const node = readFileSync(nodeBinary() ?? process.execPath);
  writeFileSync(join(folder, 'node'), withoutSymbols(node), { mode: 0o755 });
}

/**
 * Root file system of a base image as a tar stream, made from Debian packages by mmdebstrap(1). If mmdebstrap fails,
 * the stream is destroyed with an error; it never just ends early.
 */
export function debianBase(
  { packages, recipe }: Pick<ImageInputs, 'packages' | 'recipe'>,
  signal?: AbortSignal,
): Readable {
  const folder = mkdtempSync(join(tmpdir(), 'badconn-base-'));
  writeParts(folder, recipe);
  const plain = arguments_(packages, osRelease()['VERSION_CODENAME'] ?? 'stable');
  const argv = canUseMemory() ? ['unshare', '-m', 'sh', '-c', mountMemory, 'sh', ...plain] : plain;
  const [file = '', ...args] = argv;
  const child = spawn(file, args, {
    env: {
      ...process.env,
      TMPDIR: join(folder, 'tmp'),
      BADCONN_RECIPE: folder,
      DEBIAN_FRONTEND: 'noninteractive',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail = lastLines(child.stderr);
  const out = new PassThrough();
  child.stdout.pipe(out, { end: false });

  const abort = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  signal?.addEventListener('abort', abort);
  out.once('close', abort);
  void ended(child).then((why) => {
    signal?.removeEventListener('abort', abort);
    rmSync(folder, { recursive: true, force: true });
    if (why === undefined) return out.end();
    const what = 'mmdebstrap could not make a base image of Debian packages';
    const full = tail.some((line) => line.includes('No space left on device'));
    return out.destroy(full ? diskFull(what) : buildFailed(`${what} (${why}).`, tail));
  });
  return out;
}

async function ended(child: ReturnType<typeof spawn>): Promise<string | undefined> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return code === 0 ? undefined : (signal ?? `exit code ${code}`);
  } catch (error) {
    return String(error);
  }
}
