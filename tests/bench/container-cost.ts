import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from '../../machine/index.ts';

/** What the containers of one command have used, as far as it was seen before they went. */
export interface Cost {
  cpuMs: number;
  /** Processes and threads that were started (proc_sys_kernel(5), ns_last_pid); 0 for who is not root. */
  started: number;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended in between.
    return '';
  }
};

/** By cgroup-v2.rst (cpu.stat), or by cpuacct.rst in version 1. */
function cpuMsOf(pid: number): number {
  for (const line of read(`/proc/${pid}/cgroup`).trim().split('\n')) {
    const [, controllers = '', path = ''] = line.split(':');
    if (controllers.split(',').includes('cpuacct')) {
      return Number(read(`/sys/fs/cgroup/cpuacct${path}/cpuacct.usage`)) / 1e6;
    }
    const [, usage] = /^usage_usec (\d+)/m.exec(read(`/sys/fs/cgroup${path}/cpu.stat`)) ?? [];
    if (controllers === '' && usage !== undefined) return Number(usage) / 1000;
  }
  return 0;
}

function startedIn(pid: number): number {
  try {
    const last = ['-t', String(pid), '-p', 'cat', '/proc/sys/kernel/ns_last_pid'];
    return Number(execFileSync('nsenter', last, { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return 0;
  }
}

const everyMs = 250;

/** Watches the containers that process `owner` opens (labels.ts) until it is told to stop. */
export function watchContainers(owner: number): { stop(): Promise<Cost> } {
  const costs = new Map<string, Cost>();
  const pids = new Map<string, number>();
  let over = false;
  const look = async (): Promise<void> => {
    const docker = await connect();
    const mine = await docker.listContainers({ filters: { label: [`badconn.pid=${owner}`] } });
    for (const { Id } of mine) {
      const pid = pids.get(Id) ?? (await docker.getContainer(Id).inspect()).State.Pid;
      pids.set(Id, pid);
      const { cpuMs = 0, started = 0 } = costs.get(Id) ?? {};
      costs.set(Id, {
        cpuMs: Math.max(cpuMs, cpuMsOf(pid)),
        started: Math.max(started, startedIn(pid)),
      });
    }
  };
  const watching = (async () => {
    while (!over) {
      await look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    async stop() {
      over = true;
      await watching;
      const all = [...costs.values()];
      const sum = (of: keyof Cost): number => all.reduce((total, one) => total + one[of], 0);
      return { cpuMs: Math.round(sum('cpuMs')), started: sum('started') };
    },
  };
}
