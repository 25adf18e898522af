import type { ImageConfiguration } from '../engine/engine.ts';
import { quoted } from '../shell-word.ts';
import type { Runs } from './daemon.ts';

/**
 * An image on the engine whose program serves a port. `{address}` and `{port}` are replaced by those it must listen
 * on.
 */
export interface OwnImage {
  name: string;
  /** Replaces the CMD of the image. */
  command?: readonly string[];
  /** Added to the environment of the image. */
  env?: Readonly<Record<string, string>>;
  /** Text on stdout or stderr that shows that it serves. */
  ready: string;
}

/** An image whose file system has been copied into the hosts of a lab. */
export interface PlacedImage extends OwnImage {
  /** Folder of its root file system. */
  root: string;
  configuration: ImageConfiguration;
}

/** Docker's rule for USER: a user without an entry in the image's passwd(5) has group 0. */
const userOf = (root: string, user: string): string => {
  const [name = '', group = ''] = user.split(':');
  const looked = `awk -F: -v u=${quoted(name)} '$1 == u || $3 == u { print $3, $4; exit }' ${quoted(root)}/etc/passwd`;
  return `set -- $(${looked}); uid=\${1:-${quoted(name)}} gid=${group === '' ? '${2:-0}' : quoted(group)}\n`;
};

/**
 * Runs the image by chroot(2). Root of a host cannot mount; the agent has mounted /dev, /proc and /tmp there before.
 */
export function runsImage(
  { root, command, env, configuration }: PlacedImage,
  { address, port }: { address: string; port: number },
): Runs {
  const { entrypoint, cwd, user } = configuration;
  const placed = (word: string): string =>
    word.replaceAll('{address}', address).replaceAll('{port}', String(port));
  const argv = [...entrypoint, ...(command ?? configuration.command)].map(placed);
  const settings = Object.entries({ ...configuration.env, ...env }).map(
    ([name, value]) => `${name}=${placed(value)}`,
  );
  const isRoot = ['', 'root', '0'].includes(user);
  const script = [
    isRoot ? '' : userOf(root, user),
    ...['exec /usr/bin/env -i --', ...settings.map(quoted)],
    ...['/usr/bin/nsenter', `--root=${quoted(root)}`, `--wdns=${quoted(cwd)}`],
    ...(isRoot ? [] : ['--setuid="$uid" --setgid="$gid"']),
    ...['--', ...argv.map(quoted)],
  ];
  return {
    argv: ['sh', '-c', script.join(' ')],
    capabilities: [
      ...(['chown', 'dac_override', 'fowner', 'kill', 'net_bind_service'] as const),
      ...(['setgid', 'setuid', 'sys_chroot'] as const),
    ],
  };
}
