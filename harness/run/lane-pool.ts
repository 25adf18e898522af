import type { Engine, Lane } from '../engine/engine.ts';
import { openEngine } from '../engine/open.ts';
import { say } from '../output.ts';
import { isLost } from './open-lab.ts';

/** A pool of lanes on the engine; each does one piece of work at a time. */
export interface LanePool {
  /** Prepares the machine; progress goes to stderr. Throws `MachineError`. */
  open(): Promise<void>;
  /** Runs `work` in a free lane; opens a lane if fewer than allowed are open, otherwise waits. */
  use<T>(work: (lane: Lane) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function lanePool(count: number, ready = openEngine): LanePool {
  let engine: Engine | undefined;
  const free: Lane[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  return {
    async open() {
      engine = await ready(say);
    },
    async use(work) {
      while (busy >= count) await new Promise<void>((resolve) => waiting.push(resolve));
      busy += 1;
      try {
        const lane = free.pop() ?? (await engine?.openLane());
        if (!lane) throw new Error('no engine was opened');
        try {
          const result = await work(lane);
          free.push(lane);
          return result;
        } catch (error) {
          if (!isLost(error)) free.push(lane);
          throw error;
        }
      } finally {
        busy -= 1;
        waiting.shift()?.();
      }
    },
    close: async () => engine?.close(),
  };
}
