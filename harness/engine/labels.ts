import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process of which machine a container belongs to, so that a later run can tell the dead. */
export interface Owner {
  run: string;
  machine: string;
  pid: number;
  /** Start time of the process in clock ticks after boot (proc(5), stat field 22). */
  started: string;
}

/** Undefined where there is no such process. */
export function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Where process ids mean the same: one boot of one kernel, one pid namespace. */
function machineId(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

export const ownerOf = (run: string): Owner => ({
  run,
  machine: machineId(),
  pid: process.pid,
  started: startTicks(process.pid) ?? '',
});

/** Marks what a run leaves standing on purpose (`--keep`); only `badconn clean` removes it. */
export const keptLabel = 'badconn.kept';

/** Marks a container in the network of another one, whose id is its value (docker/sidecar.ts). */
export const sidecarLabel = 'badconn.sidecar';

export const labels = ({ run, machine, pid, started }: Owner): Record<string, string> => ({
  'badconn.run': run,
  'badconn.machine': machine,
  'badconn.pid': String(pid),
  'badconn.started': started,
});

/** Whether a process runs, one of another user as well, which may not be signalled (kill(2), EPERM). */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when the owner ran on this machine since its last boot, and runs no more. */
export function isDead(label: Record<string, string>): boolean {
  if (label['badconn.machine'] !== machineId()) return false;
  if (process.platform !== 'linux') return !isAlive(Number(label['badconn.pid']));
  const ticks = startTicks(Number(label['badconn.pid']));
  return ticks === undefined || ticks !== label['badconn.started'];
}

/**
 * Which leftovers: `dead`, of runs that have died on this machine; `ended`, those and what `--keep` left standing;
 * `all`, of every run, even one that is going on.
 */
export type LeftoverScope = 'dead' | 'ended' | 'all';

/** Whether a container or a lane with these labels is such a leftover. */
export const isLeftover = (label: Record<string, string>, scope: LeftoverScope): boolean =>
  scope === 'all' || (isDead(label) && (scope === 'ended' || label[keptLabel] === undefined));
