import { typedWord } from '../shell-word.ts';
import { limitedTo, rootOfHost } from './agent/rights.ts';

/** All that a host consists of, its root file system and working directory included. */
const into = (pid: number | undefined): string[] => [
  ...['nsenter', '-t', String(pid), '-m', '-u', '-i', '-n', '-p', '-r', '-w', '--'],
];

/** A command in a host, for who is in its lane. `pid` is the host's first process, as the lane sees it. */
export function inHost(
  pid: number | undefined,
  argv: readonly string[],
  user: 'root' | 'app',
): string[] {
  const app = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', '--'];
  return [...into(pid), ...(user === 'app' ? app : limitedTo(rootOfHost)), ...argv];
}

/** Words as a person types them in a shell: quoted where they must be. */
export const typed = (words: readonly string[]): string => words.map(typedWord).join(' ');
