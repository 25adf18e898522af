import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { leftLanes, sweepLanes } from './notes.ts';

const goodbye = 'done';
/** Waits in a shell, which costs next to nothing; Node starts only if there is something to clean. */
const wait = `read -r word; [ "$word" = ${goodbye} ] || exec "$@"`;

/**
 * A detached process that outlives the run and removes its control groups and notes if the run dies; its lanes are
 * ended by the kernel. It holds a pipe from the run: if that ends without a goodbye, the run died, by whatever
 * signal.
 */
export function hireJanitor(run: string): { dismiss(): void } {
  const sweep = [process.execPath, fileURLToPath(import.meta.url), run];
  const child = spawn('sh', ['-c', wait, 'badconn-janitor', ...sweep], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  // The child's pipe is a socket, which would keep the run alive.
  (child.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => child.stdin.end(`${goodbye}\n`) };
}

const mostTurns = 100;

if (import.meta.main) {
  const own = `-${process.argv[2]}-`;
  // The run may still appear alive for a moment.
  for (
    let turn = 0;
    turn < mostTurns && leftLanes('all').some((name) => name.includes(own));
    turn += 1
  ) {
    await sweepLanes('dead');
    await sleep(50);
  }
}
