import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../limits.ts';

/** Control groups of a lane: limits for memory and processes, and CPU accounting (cgroups(7)). */
export interface ControlGroups {
  /** The group of the lane in each hierarchy. */
  folders: string[];
  /** Type and mount options of the cgroup file system in which the lane sees its own CPU time. */
  shown: string[];
}

interface Hierarchy {
  type: 'cgroup' | 'cgroup2';
  /** Mount point, and the group that is the root there. */
  mount: string;
  root: string;
  options: string[];
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Parses proc_pid_mountinfo(5): root, mount point, `-`, type, source, options of the file system. */
export const hierarchies = (mountinfo: string): Hierarchy[] =>
  mountinfo.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', mount = ''] = before.split(' ');
    const [type = '', , options = ''] = after.split(' ');
    return type === 'cgroup' || type === 'cgroup2'
      ? [{ type, mount, root, options: options.split(',') }]
      : [];
  });

/** Folder of this process's own group. Groups below it are subject to this process's limits. */
export function ownGroup({ mount, root }: Hierarchy, path: string): string {
  const below = relative(root, path);
  return below.startsWith('..') ? mount : join(mount, below);
}

/** cgroups(7), version 1: one hierarchy for each controller. */
function version1(
  found: readonly Hierarchy[],
  own: string,
): ((name: string) => ControlGroups) | undefined {
  const of = (controller: string): Hierarchy | undefined =>
    found.find(({ type, options }) => type === 'cgroup' && options.includes(controller));
  const [memory, pids, cpu] = ['memory', 'pids', 'cpuacct'].map(of);
  if (!memory || !pids || !cpu) return undefined;
  const parent = (hierarchy: Hierarchy, controller: string): string => {
    const line = own
      .split('\n')
      .find((each) => each.split(':')[1]?.split(',').includes(controller));
    return ownGroup(hierarchy, line?.split(':').slice(2).join(':') ?? '/');
  };
  return (name) => {
    const inMemory = make(parent(memory, 'memory'), name);
    const inPids = make(parent(pids, 'pids'), name);
    const inCpu = make(parent(cpu, 'cpuacct'), name);
    writeFileSync(join(inMemory, 'memory.limit_in_bytes'), String(limits.memoryBytes));
    // Memory plus swap; absent if the kernel does not account for swap.
    writeIfThere(join(inMemory, 'memory.memsw.limit_in_bytes'), String(limits.memoryBytes));
    writeFileSync(join(inPids, 'pids.max'), String(limits.processes));
    const together = cpu.options.filter((option) => /^cpu(acct)?$/.test(option));
    return { folders: [inMemory, inPids, inCpu], shown: ['cgroup', together.join(',')] };
  };
}

/**
 * cgroups(7), version 2: groups are made below the root, because a group that has processes (such as a session's)
 * cannot have children with limits.
 */
function version2(found: readonly Hierarchy[]): ((name: string) => ControlGroups) | undefined {
  const all = found.find(
    ({ type, mount }) =>
      type === 'cgroup2' && /\bmemory\b.*\bpids\b/.test(read(join(mount, 'cgroup.controllers'))),
  );
  if (!all) return undefined;
  return (name) => {
    const parent = make(all.mount, 'badconn');
    for (const folder of [all.mount, parent])
      writeFileSync(join(folder, 'cgroup.subtree_control'), '+memory +pids');
    const group = make(parent, name);
    writeFileSync(join(group, 'memory.max'), String(limits.memoryBytes));
    writeIfThere(join(group, 'memory.swap.max'), '0');
    writeFileSync(join(group, 'pids.max'), String(limits.processes));
    return { folders: [group], shown: ['cgroup2', ''] };
  };
}

function make(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function writeIfThere(file: string, value: string): void {
  if (read(file) !== '') writeFileSync(file, value);
}

/** Creates the groups of a lane; undefined if this user may not, or the machine has no cgroups. */
export function makeGroups(name: string): ControlGroups | undefined {
  const found = hierarchies(read('/proc/self/mountinfo'));
  const way = version1(found, read('/proc/self/cgroup')) ?? version2(found);
  try {
    return way?.(name);
  } catch {
    return undefined;
  }
}

/** A killed process stays in its group until it is reaped. */
const mostTurns = 250;
const turnMs = 20;

/** Removes groups once their processes have ended. What remains after 5 s is left to the next sweep. */
export async function removeGroups(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      try {
        rmdirSync(folder);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EBUSY') break;
        await sleep(turnMs);
      }
    }
  }
}
