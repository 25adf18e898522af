import { readdirSync, readFileSync } from 'node:fs';

/** One letter, as proc_pid_stat(5) gives it: `S` sleeps, `Z` is dead and not yet reaped. */
export const stateOf = (pid: number): string =>
  /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';

/**
 * The living processes of a user, in every host. Their own word in proc_pid_status(5) counts: who
 * owns their folder changes when a process asks not to be dumped (prctl(2), PR_SET_DUMPABLE).
 */
export const processesOf = (uid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return /^Uid:\t(\d+)/m.exec(status)?.[1] === String(uid) && !/^State:\t[ZX]/m.test(status);
      } catch {
        return false;
      }
    });
