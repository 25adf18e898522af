/** Time in which an answer may still come before it is called silence. */
export interface Patience {
  /** Shortens it to this much in all, if that is less. */
  limit: (ms: number) => void;
  end: () => void;
}

const beatMs = 50;
/** What a beat may take before the rest of it counts as a stall. */
const onTimeMs = 2 * beatMs;
/** However long this process is kept from running, the time that has passed counts this much at least. */
const least = 1 / 3;

/**
 * Calls `silent` once `ms` have passed in which this process could have seen an answer. On a machine
 * that is too busy to let it run, its clock stands still: a stall counts as two beats, whatever it took.
 * What has come meanwhile is looked at first: timers fire before sockets are read (libuv, design).
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
    // The first comes before sockets are read, where a timer was late; the second after it.
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

/** Asks; and once more where time ran out while this process was kept from running. */
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
