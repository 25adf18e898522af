import { availableParallelism } from 'node:os';
import { readUsage, tasksOf } from './cpu-readings.ts';
import { KeptWaiting } from './kept-waiting.ts';

/** What ends sooner is not looked at, and costs nothing; of what takes longer the beginning is not seen. */
const everyMs = 200;

/** Looks at processes again and again until `stop`. */
export class CpuWatch {
  private readonly find: () => Iterable<number>;
  private readonly timer: NodeJS.Timeout;
  private kept: KeptWaiting | undefined;

  /** `find` tells the processes to watch, at each look. */
  constructor(find: () => Iterable<number>) {
    this.find = find;
    this.timer = setInterval(() => this.look(), everyMs);
  }

  /** How long processes outside the container kept all of them waiting, in milliseconds. */
  stop(): number {
    clearInterval(this.timer);
    if (this.kept) this.look();
    return this.kept?.ms ?? 0;
  }

  private look(): void {
    const tasks = tasksOf(this.find());
    const reading = { atMs: performance.now(), tasks, usage: readUsage() };
    if (this.kept) this.kept.add(reading);
    else this.kept = new KeptWaiting(availableParallelism(), reading);
  }
}
