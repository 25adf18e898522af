import type { Task, Usage } from './cpu-readings.ts';

/** What is known at one moment. `atMs` on a clock of one's own. */
export interface CpuReading {
  atMs: number;
  tasks: ReadonlyMap<string, Task>;
  /** Undefined where it cannot be read, and then nothing is put down to others. */
  usage: Usage | undefined;
}

/** A group of tasks that had at once more than this many for each CPU waits for itself. */
const crowdForEachCpu = 8;
const crowd = (cpus: number): number => Math.min(crowdForEachCpu * cpus, 64);

/**
 * How long a group of tasks was kept waiting by processes outside the container: none of the group
 * ran, although one wanted to. Tasks of the group that wait for each other do not count, as one of
 * them runs meanwhile; nor does more than the rest of the machine used on all CPUs, so that neither
 * tasks that come and go between two readings nor services of the lab can make it look starved.
 */
export class KeptWaiting {
  private readonly cpus: number;
  private before: CpuReading;
  /** Waiting that was counted before the kernel told of it. */
  private readonly counted = new Map<string, number>();
  private stalledMs = 0;
  private outsideMs = 0;
  private isCrowd = false;

  constructor(cpus: number, first: CpuReading) {
    this.cpus = cpus;
    this.before = first;
  }

  add(next: CpuReading): void {
    const spanMs = next.atMs - this.before.atMs;
    let ranMs = 0;
    let waitedMs = 0;
    let wanting = 0;
    for (const [id, task] of next.tasks) {
      const { ran, waited } = this.progress(id, task, spanMs);
      ranMs += ran;
      waitedMs += waited;
      if (ran + waited > spanMs / 2) wanting += 1;
    }
    this.isCrowd ||= wanting > crowd(this.cpus);
    this.stalledMs += Math.max(0, Math.min(spanMs, ranMs + waitedMs) - ranMs);
    this.outsideMs += Math.max(0, outside(this.before.usage, next.usage)) / this.cpus;
    this.before = next;
  }

  get ms(): number {
    return this.isCrowd ? 0 : Math.min(this.stalledMs, this.outsideMs);
  }

  private progress(id: string, task: Task, spanMs: number): { ran: number; waited: number } {
    const earlier = this.before.tasks.get(id) ?? { ranMs: 0, delayedMs: 0 };
    const ran = task.ranMs - earlier.ranMs;
    const told = task.delayedMs - earlier.delayedMs;
    const counted = this.counted.get(id) ?? 0;
    if (task.isRunnable && ran === 0 && told === 0) {
      this.counted.set(id, counted + spanMs);
      return { ran, waited: spanMs };
    }
    this.counted.delete(id);
    return { ran, waited: Math.max(0, told - counted) };
  }
}

const outside = (before: Usage | undefined, after: Usage | undefined): number =>
  before === undefined || after === undefined
    ? 0
    : after.machineMs - before.machineMs - (after.containerMs - before.containerMs);
