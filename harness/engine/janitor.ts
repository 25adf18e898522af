import { spawn } from 'node:child_process';

/**
 * A detached process that outlives the run and removes what the run left. It holds a pipe from the run: if that ends
 * without a goodbye, the run died, by whatever signal.
 */
export interface Janitor {
  /** Called when the run has cleaned up by itself. */
  dismiss(): void;
}

export const goodbye = 'done';
/** Waits in a shell, which costs next to nothing; Node starts only if there is something to clean. */
const wait = `read -r word; [ "$word" = ${goodbye} ] || exec "$@"`;

/**
 * Hires a janitor. On Windows, where there is no shell of POSIX, the program itself waits: it cleans once its stdin
 * has ended, unless that was the goodbye.
 *
 * @param program file that cleans, run by Node with the name of the run.
 */
export function hire(program: string, run: string): Janitor {
  const cleaning = [process.execPath, program, run];
  const [file = '', ...args] =
    process.platform === 'win32' ? cleaning : ['sh', '-c', wait, 'badconn-janitor', ...cleaning];
  const child = spawn(file, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  child.stdin.on('error', () => undefined);
  // The child's pipe is a socket, which would keep the run alive.
  (child.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => child.stdin.end(`${goodbye}\n`) };
}
