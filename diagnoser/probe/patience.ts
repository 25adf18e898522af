/** Waiting time for an answer before it counts as silence. */
export interface Patience {
  /** Shortens the whole time to `ms`, if that is less. */
  limit: (ms: number) => void;
  end: () => void;
}

const beatMs = 50;
/** Longest duration of a beat; a longer one counts as a stall. */
const onTimeMs = 2 * beatMs;
/** Elapsed time counts at least this fraction, however long this process was stalled. */
const least = 1 / 3;

/**
 * Calls `silent` after `ms` in which this process could have seen an answer. A stall of a busy machine counts as
 * two beats, whatever it took. Pending input is read first: timers fire before sockets are polled (libuv, design).
 */
export const patience = (ms: number, silent: () => void): Patience => {
  const started = performance.now();
  let limitMs = ms;
  let countedMs = 0;
  let lastMs = started;
  let ended = false;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(beat, Math.max(0, Math.min(beatMs, limitMs - countedMs)));
  };
  const beat = (): void => {
    const now = performance.now();
    countedMs += Math.min(now - lastMs, onTimeMs);
    countedMs = Math.max(countedMs, (now - started) * least);
    lastMs = now;
    if (countedMs < limitMs) return wait();
    // The first immediate runs before sockets are read, if a timer was late; the second after.
    setImmediate(() => setImmediate(() => ended || silent()));
  };
  wait();
  return {
    limit: (less) => {
      if (less >= limitMs || ended) return;
      limitMs = less;
      clearTimeout(timer);
      beat();
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
};

/** Runs `ask`, and again if time ran out while this process was stalled. */
export const askPatiently = async <T>(
  ask: () => Promise<T>,
  ranOut: (answer: T) => boolean,
): Promise<T> => {
  let lastMs = performance.now();
  let stalledMs = 0;
  const beat = (): void => {
    const now = performance.now();
    stalledMs += Math.max(0, now - lastMs - onTimeMs);
    lastMs = now;
  };
  const timer = setInterval(beat, beatMs);
  const answer = await ask();
  clearInterval(timer);
  beat();
  return ranOut(answer) && stalledMs > 0 ? ask() : answer;
};
