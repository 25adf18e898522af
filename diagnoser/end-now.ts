import { existsSync } from 'node:fs';

const shell = '/bin/sh';

/**
 * Ends this process with an exit code, whatever it waits for. process.exit() waits for threads in a call that does
 * not return: getaddrinfo(3) blocks for minutes if DNS answers are truncated and TCP to the resolver is dropped
 * (glibc's connect(2) has no limit of its own). execve(2) ends all threads.
 */
export function endNow(exitCode: number): never {
  if (waitsForThreads() && process.execve !== undefined && existsSync(shell)) {
    // Suppresses the warning that execve is experimental (Node 24).
    process.removeAllListeners('warning');
    process.execve(shell, ['sh', '-c', `exit ${exitCode}`], {});
  }
  process.exit(exitCode);
}

/** Whether a call of the thread pool is pending (node:process, getActiveResourcesInfo). */
const waitsForThreads = (): boolean =>
  process
    .getActiveResourcesInfo()
    .some((name) => /^(GetAddrInfoReq|GetNameInfoReq|FSReq)/.test(name));
