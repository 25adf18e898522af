import { readFileSync } from 'node:fs';

/** The process in which unshare(1) has everything run, as this machine sees it. */
export function firstChild(pid: number | undefined): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return Number(children.split(' ')[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** Before a command in a lane, as its root. */
export const inLane = (first: number | undefined): string[] => [
  ...['nsenter', '-t', String(first), ...(process.getuid?.() === 0 ? [] : ['-U'])],
  ...['-m', '-u', '-i', '-n', '-p', '-C', '-r', '-w', '--'],
];
