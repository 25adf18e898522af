import type { AttemptProgress } from './stage.ts';

/** As long as the system's resolver may take for one question (resolv.conf(5), timeout). */
const lookupMs = 5000;

/**
 * Calls `silent` once nothing has come for `ms` since the name was looked up: how long that takes is the
 * resolver's affair, and says nothing of the server.
 */
export function patience(
  way: AttemptProgress,
  ms: number,
  silent: () => void,
): { end: () => void } {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout;
  const over = (): void => {
    if (way.stage === 'name' && performance.now() - startedAt < lookupMs) return wait();
    // On a busy machine the time may be up before what has come was looked at.
    setImmediate(() => setImmediate(silent));
  };
  const wait = (): void => void (timer = setTimeout(over, ms));
  way.named = () => {
    clearTimeout(timer);
    wait();
  };
  wait();
  return {
    end: () => {
      clearTimeout(timer);
      delete way.named;
    },
  };
}
