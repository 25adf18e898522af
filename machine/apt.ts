import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command } from './command.ts';
import type { Installer } from './messages.ts';

/** Path of a program found on the PATH. */
export const findProgram = (
  program: string,
  path = process.env['PATH'] ?? '',
): string | undefined =>
  [...path.split(delimiter), '/usr/sbin', '/sbin']
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));

export const onPath = (program: string, path?: string): boolean =>
  findProgram(program, path) !== undefined;

/** os-release(5): NAME=value lines, the value perhaps in quotes. */
export function osRelease(file = '/etc/os-release'): Record<string, string> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').matchAll(/^([A-Z_]+)=["']?(.*?)["']?$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

export function installer(release = osRelease()): Installer {
  const family = `${release['ID'] ?? ''} ${release['ID_LIKE'] ?? ''}`.split(' ');
  const debian =
    process.platform === 'linux' && family.includes('debian') && existsSync('/usr/bin/apt-get');
  return { debian, root: process.getuid?.() === 0 };
}

function hasPackageLists(): boolean {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => /_Packages(\.\w+)?$/.test(name));
  } catch {
    return false;
  }
}

// While dpkg unpacks, apt ignores SIGINT and finishes; SIGTERM to the group would leave packages half configured.
const interrupt = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
};

/**
 * Installs Debian packages on this machine. Missing or outdated package lists are fetched first, and an interrupted
 * installation is completed.
 */
export async function aptInstall(packages: readonly string[], signal?: AbortSignal): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { signal, env, onAbort: interrupt };
  const names = packages.join(', ');
  const apt = ['apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120'] as const;
  const update = (): Promise<void> =>
    command("Debian's package lists could not be fetched.", [...apt, 'update'], options);
  const install = (): Promise<void> =>
    command(
      `The Debian packages could not be installed: ${names}.`,
      [...apt, 'install', '-y', '--no-install-recommends', ...packages],
      options,
    );
  if (!hasPackageLists()) await update();
  try {
    await install();
  } catch {
    signal?.throwIfAborted();
    await command(
      'dpkg could not complete what it had begun.',
      ['dpkg', '--configure', '-a'],
      options,
    );
    await update();
    await install();
  }
}
