import { readFileSync } from 'node:fs';

/** The child process of unshare(1), in which everything runs, as this machine numbers it. */
export function firstChild(pid: number | undefined): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return Number(children.split(' ')[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** Command prefix that enters a lane as its root. */
export const inLane = (first: number | undefined): string[] => [
  ...['nsenter', '-t', String(first), ...(process.getuid?.() === 0 ? [] : ['-U'])],
  ...['-m', '-u', '-i', '-n', '-p', '-C', '-r', '-w', '--'],
];
