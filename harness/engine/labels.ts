import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process and machine that a container belongs to, so that a later run recognises dead owners. */
export interface Owner {
  run: string;
  machine: string;
  pid: number;
  /** Start time of the process in clock ticks after boot (proc(5), stat field 22). */
  started: string;
}

/** Start time of a process; undefined if it does not exist. */
export function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Identifies the scope of process ids: one boot of one kernel, one pid namespace. */
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

/** Label of objects left on purpose (`--keep`); only `badconn clean` removes them. */
export const keptLabel = 'badconn.kept';

/** Label of a container in another one's network; the value is that one's id (docker/sidecar.ts). */
export const sidecarLabel = 'badconn.sidecar';

export const labels = ({ run, machine, pid, started }: Owner): Record<string, string> => ({
  'badconn.run': run,
  'badconn.machine': machine,
  'badconn.pid': String(pid),
  'badconn.started': started,
});

/** Whether a process exists. For another user's process, signalling fails with EPERM (kill(2)). */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the owner ran on this machine since its last boot and has ended. */
export function isDead(label: Record<string, string>): boolean {
  if (label['badconn.machine'] !== machineId()) return false;
  if (process.platform !== 'linux') return !isAlive(Number(label['badconn.pid']));
  const ticks = startTicks(Number(label['badconn.pid']));
  return ticks === undefined || ticks !== label['badconn.started'];
}

/**
 * Which leftovers: `dead`: of runs that died on this machine; `ended`: those and what `--keep` left; `all`: of every
 * run, even of one in progress.
 */
export type LeftoverScope = 'dead' | 'ended' | 'all';

/** Whether a container or lane with these labels is in the scope. */
export const isLeftover = (label: Record<string, string>, scope: LeftoverScope): boolean =>
  scope === 'all' || (isDead(label) && (scope === 'ended' || label[keptLabel] === undefined));
