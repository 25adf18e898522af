import { readFileSync } from 'node:fs';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended in between.
    return '';
  }
};

/**
 * Memory of a process and of all that it started, in MiB. Pages that several of them share are
 * counted once (proc_pid_smaps(5), Pss of smaps_rollup).
 */
export function memoryMiB(pid: number): number {
  const own = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + memoryMiB(Number(child)), own);
}
