import type { AttemptProgress } from './stage.ts';

/** Time that the system's resolver may take for one query, in ms (resolv.conf(5), timeout). */
const lookupMs = 5000;

/** From these stages on, the peer has accepted the connection. */
const answering: readonly AttemptProgress['stage'][] = ['upgrade', 'exchange'];

/**
 * Calls `silent` when nothing was received for `ms` after the name was resolved: the duration of the lookup
 * depends on the resolver, not on the server.
 *
 * @param answerMs total time in ms if the connection is established and an answer is awaited.
 */
export function patience(
  way: AttemptProgress,
  ms: number,
  silent: () => void,
  answerMs = ms,
): { end: () => void } {
  const startedAt = performance.now();
  let beganAt = startedAt;
  let timer: NodeJS.Timeout;
  const over = (): void => {
    if (way.stage === 'name' && performance.now() - startedAt < lookupMs) return wait();
    const leftMs = answerMs - (performance.now() - beganAt);
    if (answering.includes(way.stage) && leftMs > 1) return void (timer = setTimeout(over, leftMs));
    // On a busy machine the timer may fire before received data is read.
    setImmediate(() => setImmediate(silent));
  };
  const wait = (): void => void (timer = setTimeout(over, ms));
  way.named = () => {
    clearTimeout(timer);
    beganAt = performance.now();
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
