import type { AttemptProgress } from './stage.ts';

/** As long as the system's resolver may take for one question (resolv.conf(5), timeout). */
const lookupMs = 5000;

/** Of these on, whoever is asked has taken the connection. */
const answering: readonly AttemptProgress['stage'][] = ['upgrade', 'exchange'];

/**
 * Calls `silent` once nothing has come for `ms` since the name was looked up: how long that takes is the
 * resolver's affair, and says nothing of the server.
 *
 * @param answerMs the time in all where the connection stands, and an answer is awaited on it.
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
    // On a busy machine the time may be up before what has come was looked at.
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
