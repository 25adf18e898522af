import { readdirSync, readFileSync, statSync } from 'node:fs';

/** One letter, as proc_pid_stat(5) gives it: `S` sleeps, `Z` is dead and not yet reaped. */
export const stateOf = (pid: number): string =>
  /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';

const isZombie = (pid: number): boolean => ['Z', 'X'].includes(stateOf(pid));

/** The living processes of a user, in every host. */
export const processesOf = (uid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return statSync(`/proc/${pid}`).uid === uid && !isZombie(pid);
      } catch {
        return false;
      }
    });
