import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownArchitecture } from '../debian-base.ts';
import { imageInputs, imageTags, type ImageInputs } from '../inputs.ts';

/** Folder of the local engine's files, per user and machine. */
export const localFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'badconn', 'local');

/** Notes of open lanes, one folder each. */
export const lanesFolder = (): string => join(localFolder(), 'lanes');

export interface LocalLayers {
  /** A root file system: Debian's packages, Node, and the results of setup.sh. */
  base: string;
  /** The programs of labs, below opt/lab. */
  lab: string;
}

/** Named by the hashes of the two images, so existing layers need not be rebuilt. */
export function localLayers(inputs: ImageInputs = imageInputs()): LocalLayers {
  const tags = imageTags(inputs, ownArchitecture);
  const named = (tag: string): string => join(localFolder(), tag.replace(/^.*\/(.*):/, '$1-'));
  return { base: named(tags.base), lab: named(tags.lab) };
}

type Argv = [string, ...string[]];

/**
 * Prefixes a command that must be root of the layers' files: unchanged for root; otherwise it runs in a user
 * namespace in which this user is root and has 65,536 subordinate ids (subuid(5)).
 */
export const asRoot = (...argv: Argv): Argv =>
  process.getuid?.() === 0
    ? argv
    : [
        'unshare',
        '--user',
        '--map-root-user',
        '--map-auto',
        '--setuid=0',
        '--setgid=0',
        '--',
        ...argv,
      ];
