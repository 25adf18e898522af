import { existsSync } from 'node:fs';

const shell = '/bin/sh';

/**
 * Ends this process with an exit code, whatever it waits for. Where a thread is in a call that does not return, as
 * getaddrinfo(3) is for minutes where answers of DNS are cut and TCP to the resolver is dropped (connect(2) of glibc has no
 * limit of its own), process.exit() waits for that thread; execve(2) ends all threads.
 */
export function endNow(exitCode: number): never {
  if (waitsForThreads() && process.execve !== undefined && existsSync(shell)) {
    // That it is experimental (Node 24) is nothing to say at the end of a diagnosis.
    process.removeAllListeners('warning');
    process.execve(shell, ['sh', '-c', `exit ${exitCode}`], {});
  }
  process.exit(exitCode);
}

/** Whether a call of the thread pool has not returned (node:process, getActiveResourcesInfo). */
const waitsForThreads = (): boolean =>
  process
    .getActiveResourcesInfo()
    .some((name) => /^(GetAddrInfoReq|GetNameInfoReq|FSReq)/.test(name));
