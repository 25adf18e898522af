import { readFile } from 'node:fs/promises';
import type Docker from 'dockerode';
import { AgentLab } from '../agent-lab.ts';
import { removeContainer, runAgent } from './agent-container.ts';
import type { LabSpec, Ready } from '../agent/protocol.ts';
import { ofAgent, rootOfHost } from '../agent/rights.ts';
import type { Channel } from '../channel.ts';
import { copyImage, programOf } from './diagnoser-image.ts';
import type { ImageProgram, Lab, Lane, Terminal } from '../engine.ts';
import { inHost, typed } from '../enter-host.ts';
import { EngineError } from '../../errors.ts';
import { keptLabel, labels, type Owner } from '../labels.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { limits } from '../limits.ts';
import { reasonOf } from './reason.ts';
import { connectTerminal, openIn } from './terminal.ts';

/** Up to this size the agent unpacks an archive: the engine takes 30 ms more, in a process of its own. */
const byAgentBytes = 4 * 1024 * 1024;

/** One container, in which labs are built one after the other (agent/agent.ts). */
export class DockerLane implements Lane {
  private readonly docker: Docker;
  private readonly owner: Owner;
  private readonly container: Docker.Container;
  private readonly channel: Channel;
  /** Detaches from the container's stdin and stdout. */
  readonly release: () => void;
  private closing: Promise<void> | undefined;
  private pids: Record<string, number> = {};
  readonly lacksIpv6: boolean;
  readonly terminal: Terminal;

  private constructor(
    docker: Docker,
    owner: Owner,
    container: Docker.Container,
    channel: Channel,
    release: () => void,
    { ipv6 }: Ready,
  ) {
    this.lacksIpv6 = !ipv6;
    this.docker = docker;
    this.owner = owner;
    this.container = container;
    this.channel = channel;
    this.release = release;
    this.terminal = {
      connect: (host, argv, user) => this.connect(host, argv, user),
      open: (host, argv, size) =>
        openIn(this.container, inHost(this.pids[host], argv, 'root'), size),
      entrance: (host, argv) => this.entrance(host, argv),
      networkOf: (host) => this.networkOf(host),
    };
  }

  static async open(
    { docker, image, isPodman }: Prepared,
    owner: Owner,
    { keep, signal }: { keep: boolean; signal: AbortSignal },
  ): Promise<DockerLane> {
    const { container, channel, ready, release } = await runAgent(docker, {
      ...{ keep, signal },
      options: {
        Image: image,
        Hostname: 'lane',
        Labels: { ...labels(owner), ...(keep ? { [keptLabel]: '1' } : {}) },
        HostConfig: {
          NetworkMode: 'none',
          // Set exactly: engines differ in the capabilities that they grant by default.
          CapDrop: ['ALL'],
          CapAdd: [...rootOfHost, ...ofAgent].map((one) => one.toUpperCase()),
          SecurityOpt: ['apparmor=unconfined', ...(isPodman ? ['unmask=ALL'] : [])],
          // Where the container's own /proc is masked, the kernel refuses a mount of proc in a host, or makes it
          // read-only.
          MaskedPaths: [],
          ReadonlyPaths: [],
          Tmpfs: { '/run/hosts': 'mode=755,exec' },
          Memory: limits.memoryBytes,
          // Equal to the memory limit: no swap.
          MemorySwap: limits.memoryBytes,
          PidsLimit: limits.processes,
        },
      },
    });
    return new DockerLane(docker, owner, container, channel, release, ready);
  }

  async build(lab: LabSpec): Promise<Lab> {
    this.pids = (await this.channel.request({ op: 'build', lab })).pids;
    return new AgentLab(this.channel);
  }

  async unpack(path: string, tar: Buffer): Promise<void> {
    if (tar.length <= byAgentBytes) {
      const operation = { op: 'unpack', path, tar: tar.toString('base64') } as const;
      return this.bringing(this.channel.request(operation));
    }
    await this.channel.request({ op: 'clear', path });
    await this.bringing(this.container.putArchive(tar, { path }));
  }

  async unpackImage(path: string, image: string): Promise<ImageProgram> {
    const program = await programOf(this.docker, image);
    await this.channel.request({ op: 'clear', path });
    await this.bringing(copyImage(this.docker, image, labels(this.owner), this.container, path));
    return program;
  }

  /** An engine that refuses, or is no longer reachable, loses the lane. */
  private async bringing(work: Promise<unknown>): Promise<void> {
    await work.catch((cause: unknown) => {
      throw new EngineError({
        code: 'ENGINE_LOST',
        what: `The diagnoser could not be copied into a lane: ${reasonOf(cause)}`,
        next: 'npx badconn doctor',
        cause,
      });
    });
  }

  private async networkOf(host: string): Promise<string | undefined> {
    const { Pid } = (await this.container.inspect()).State;
    // For a remote engine, the pid is another process's here, or unused (cgroups(7)).
    const cgroup = await readFile(`/proc/${Pid}/cgroup`, 'utf8').catch(() => '');
    const isHere = cgroup.includes(this.container.id) && process.getuid?.() === 0;
    return isHere ? `/proc/${Pid}/root/proc/${this.pids[host]}/ns/net` : undefined;
  }

  private entrance(host: string, argv: readonly string[] = ['bash']): string {
    const words = inHost(this.pids[host], argv, 'root');
    return `docker exec -it ${this.container.id.slice(0, 12)} ${typed(words)}`;
  }

  private connect(host: string, argv: readonly string[], user: 'root' | 'app'): Promise<number> {
    return connectTerminal(this.container, inHost(this.pids[host], argv, user));
  }

  close(): Promise<void> {
    this.closing ??= removeContainer(this.container);
    return this.closing;
  }
}
