import { typedWord } from '../shell-word.ts';
import { limitedTo, rootOfHost } from './agent/rights.ts';

/** nsenter(1) options for all namespaces of a host, with its root and working directory. */
const into = (pid: number | undefined): string[] => [
  ...['nsenter', '-t', String(pid), '-m', '-u', '-i', '-n', '-p', '-r', '-w', '--'],
];

/**
 * A command that runs in a host, for a process in the same lane. `pid`: the host's first process, as the lane numbers
 * it.
 */
export function inHost(
  pid: number | undefined,
  argv: readonly string[],
  user: 'root' | 'app',
): string[] {
  const app = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', '--'];
  return [...into(pid), ...(user === 'app' ? app : limitedTo(rootOfHost)), ...argv];
}

/** Words as typed in a shell: quoted where needed. */
export const typed = (words: readonly string[]): string => words.map(typedWord).join(' ');
