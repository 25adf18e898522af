import type { Capability } from './rights.ts';

/**
 * What the harness and the agent inside a lane say to each other: JSON lines over the container's
 * stdin and stdout. Each request has an `id`; its reply repeats it. Binary data is base64.
 */
export interface HostSpec {
  /** Name within the lab; used in requests only, never visible inside the host. */
  name: string;
  hostname: string;
  /** In this order they become eth0, eth1, … Addresses with prefix length. */
  interfaces: { network: string; addresses: string[] }[];
  /** Arguments of `ip route add`, a route each. */
  routes: string[];
  /** Lines of /etc/hosts beyond localhost. */
  hostsFile: string[];
  /** Addresses for /etc/resolv.conf. Without one, no name is asked for over the network. */
  resolvers: string[];
  sysctls: Record<string, string>;
}

export interface LabSpec {
  networks: string[];
  hosts: HostSpec[];
}

export interface CommandSpec {
  host: string;
  argv: string[];
  /** `root` rules files, users and network of the host (rights.ts); `app` is an ordinary user; `guest` is confined. */
  user: 'root' | 'app' | 'guest';
  /** Only for `root`: these alone. */
  capabilities?: readonly Capability[];
  cwd?: string;
  env?: Record<string, string>;
  /** Only for `guest`: a folder of the host that is its root file system. */
  root?: string;
}

export type Operation =
  | { op: 'build'; lab: LabSpec }
  | {
      op: 'run';
      command: CommandSpec;
      stdin?: string;
      deadlineMs: number;
      maxStdoutBytes: number;
      maxStderrBytes: number;
    }
  | { op: 'start'; command: CommandSpec; ready: string; deadlineMs: number }
  | { op: 'ask'; handle: number; line: string; deadlineMs: number }
  | { op: 'drain'; handle: number }
  | { op: 'stop'; handle: number; signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL' }
  /** The agent's own container is the host of this name, instead of hosts that are built. */
  | { op: 'join'; host: string }
  /** What is run when the agent ends, by its stdin or by a TERM, in place of what was said before. */
  | { op: 'whenOver'; commands: CommandSpec[] }
  /** Makes a folder anew, empty. What it is to hold comes by the engine, not by a line of this. */
  | { op: 'clear'; path: string }
  /** Makes a folder anew, with what a tar archive holds (base64). For an archive of a few megabytes. */
  | { op: 'unpack'; path: string; tar: string }
  /** `last`: the lane is closed next. */
  | { op: 'close'; last: boolean };

export type AgentRequest = Operation & { id: number };

export interface TrafficCount {
  /** TCP connections that were begun. */
  connections: number;
  /** Packets of any kind, those of the loopback interface left out. */
  packets: number;
}

export interface Finished {
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  ended?: 'deadline' | 'output-limit' | 'not-started';
  /**
   * Only for `guest` with `deadline`: how long nothing of it ran, although it could have, since processes
   * outside the container had the CPUs.
   */
  keptWaitingMs?: number;
  durationMs: number;
  /** Only for `guest`: processes that were alive after the command had ended, and were killed. */
  leftProcesses: number;
  /** Only for `guest`: what its host sent while it ran. */
  traffic?: TrafficCount;
}

/** What the agent says by itself, once: it listens. */
export interface Ready {
  agent: 'ready';
  /** Whether the kernel has IPv6 (boot parameter ipv6.disable). */
  ipv6: boolean;
}

export interface Results {
  /** The first process of each host, as the lane sees it. */
  build: { pids: Record<string, number> };
  run: Finished;
  start: { handle: number; pid: number };
  /** `keptWaitingMs`: how long nothing of the lab ran meanwhile since others had the CPUs. */
  ask: { line: string; keptWaitingMs: number };
  drain: Record<string, never>;
  stop: { stdout: string; stderr: string };
  join: Record<string, never>;
  whenOver: Record<string, never>;
  clear: Record<string, never>;
  unpack: Record<string, never>;
  /** Whatever of the lab was still there after it had been taken down. Empty when all is gone. */
  close: { left: string[] };
}

export type AgentReply =
  | { id: number; ok: true; result: Results[keyof Results] }
  | { id: number; ok: false; error: string }
  | { id: 0; ok: true; result: Ready };
