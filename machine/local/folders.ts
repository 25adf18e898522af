import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownArchitecture } from '../debian-base.ts';
import { imageInputs, imageTags, type ImageInputs } from '../inputs.ts';

/** What the local engine keeps of this user, on this machine. */
export const localFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'badconn', 'local');

/** Where lanes that are open are noted, a folder each. */
export const lanesFolder = (): string => join(localFolder(), 'lanes');

export interface LocalLayers {
  /** A root file system: Debian's packages, Node and what setup.sh makes of them. */
  base: string;
  /** The programs of labs, below opt/lab. */
  lab: string;
}

/** Named by the hashes that the two images have, so that what is there need not be made again. */
export function localLayers(inputs: ImageInputs = imageInputs()): LocalLayers {
  const tags = imageTags(inputs, ownArchitecture);
  const named = (tag: string): string => join(localFolder(), tag.replace(/^.*\/(.*):/, '$1-'));
  return { base: named(tags.base), lab: named(tags.lab) };
}

type Argv = [string, ...string[]];

/**
 * A command that is to be root of the files in them: as it is for root, and otherwise in a user namespace in which
 * this user is root and has 65,536 others (subuid(5)).
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
