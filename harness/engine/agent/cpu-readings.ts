import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What the scheduler says of one thread. All times are milliseconds. */
export interface Task {
  /** Time on a CPU. */
  ranMs: number;
  /** Time in which it wanted a CPU and had none, as far as that has ended: it is counted on arrival. */
  delayedMs: number;
  /** It runs or waits to run (proc_pid_stat(5), state R). */
  isRunnable: boolean;
}

/** CPU time since the machine was started: of all its processes, and of this container. */
export interface Usage {
  machineMs: number;
  containerMs: number;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Threads by id, of processes by their number. Those that ended in between are left out. */
export function tasksOf(pids: Iterable<number>): Map<string, Task> {
  const tasks = new Map<string, Task>();
  for (const pid of pids) {
    for (const tid of threadsOf(pid)) {
      const task = parseTask(
        read(`/proc/${pid}/task/${tid}/schedstat`),
        read(`/proc/${pid}/task/${tid}/stat`),
      );
      if (task !== undefined) tasks.set(tid, task);
    }
  }
  return tasks;
}

const threadsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
};

/** schedstat (sched-stats.rst): nanoseconds on the CPU, nanoseconds waiting for it, turns. */
export function parseTask(schedstat: string, stat: string): Task | undefined {
  const [ran, delayed] = schedstat.split(' ').map(Number);
  if (schedstat === '' || ran === undefined || delayed === undefined) return undefined;
  // The name may hold anything, so what follows its last bracket counts.
  const isRunnable = stat.slice(stat.lastIndexOf(')')).startsWith(') R');
  return { ranMs: ran / 1e6, delayedMs: delayed / 1e6, isRunnable };
}

/** A process and all that it started and that has not been orphaned (proc_pid_task(5), children). */
export function descendantsOf(pid: number): number[] {
  const children = threadsOf(pid)
    .flatMap((tid) => read(`/proc/${pid}/task/${tid}/children`).trim().split(' '))
    .filter((child) => child !== '');
  return [pid, ...children.flatMap((child) => descendantsOf(Number(child)))];
}

const usageFiles = ['/sys/fs/cgroup/cpu.stat', '/sys/fs/cgroup/cpuacct/cpuacct.usage'];

/** Undefined where the container's own share cannot be told from the rest. */
export function readUsage(): Usage | undefined {
  // One of them is there. An error of Node's takes longer than a reading.
  const [ofV2, ofV1] = usageFiles.map((file) => (existsSync(file) ? read(file) : ''));
  const containerMs = containerTime(ofV2 ?? '', ofV1 ?? '');
  if (containerMs === undefined) return undefined;
  return { machineMs: machineTime(read('/proc/stat')), containerMs };
}

/** cgroup-v2.rst (cpu.stat, usage_usec), or of version 1 cpuacct.rst (cpuacct.usage, nanoseconds). */
export function containerTime(cpuStat: string, cpuacctUsage: string): number | undefined {
  const microseconds = /^usage_usec (\d+)$/m.exec(cpuStat)?.[1];
  if (microseconds !== undefined) return Number(microseconds) / 1e3;
  return cpuacctUsage === '' ? undefined : Number(cpuacctUsage) / 1e6;
}

const tickMs = 10;

/**
 * All but idle and iowait, in ticks of USER_HZ (proc_stat(5)). Time that a hypervisor gave to others
 * (steal) counts: it was not to be had here.
 */
export function machineTime(stat: string): number {
  const columns = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = columns;
  return (user + nice + system + irq + softirq + steal) * tickMs;
}
