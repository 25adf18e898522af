import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { AgentLab } from '../agent-lab.ts';
import { agentPath } from '../agent-path.ts';
import type { LabSpec, Ready } from '../agent/protocol.ts';
import { ofAgent, rootOfHost } from '../agent/rights.ts';
import { attach } from './attach.ts';
import { Channel } from '../channel.ts';
import { demux } from './demux.ts';
import { copyImage, programOf } from './diagnoser-image.ts';
import type { ImageProgram, Lab, Lane, Terminal } from '../engine.ts';
import { inHost, typed } from '../enter-host.ts';
import { EngineError } from '../../errors.ts';
import { keptLabel, labels, type Owner } from '../labels.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { limits } from '../limits.ts';
import { reasonOf } from './reason.ts';
import { connectTerminal } from './terminal.ts';

/** Far longer than a lane takes on a machine that is busy. */
const startsMs = 60_000;
const removesMs = 10_000;

/** The work, or the reason of the signal, whichever is first. */
const unless = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason as Error);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });

/** One container, in which labs are built one after the other (agent/agent.ts). */
export class DockerLane implements Lane {
  private readonly docker: Docker;
  private readonly owner: Owner;
  private readonly container: Docker.Container;
  private readonly channel: Channel;
  /** Lets go of the container's stdin and stdout. */
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
      entrance: (host, argv) => this.entrance(host, argv),
      networkOf: (host) => this.networkOf(host),
    };
  }

  static async open(
    { docker, image, isPodman }: Prepared,
    owner: Owner,
    { keep, signal }: { keep: boolean; signal: AbortSignal },
  ): Promise<DockerLane> {
    const container = await docker.createContainer({
      Image: image,
      Cmd: ['tini', '-s', '--', 'node', agentPath],
      Hostname: 'lane',
      Labels: { ...labels(owner), ...(keep ? { [keptLabel]: '1' } : {}) },
      OpenStdin: true,
      // With StdinOnce the container's stdin ends when this process does, whatever ended it.
      StdinOnce: !keep,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      HostConfig: {
        AutoRemove: true,
        NetworkMode: 'none',
        // No more than these, and no fewer: engines differ in what they give by themselves.
        CapDrop: ['ALL'],
        CapAdd: [...rootOfHost, ...ofAgent].map((one) => one.toUpperCase()),
        SecurityOpt: ['apparmor=unconfined', ...(isPodman ? ['unmask=ALL'] : [])],
        // A mount of proc in a host is refused or read-only where the container's own is masked.
        MaskedPaths: [],
        ReadonlyPaths: [],
        Tmpfs: { '/run/hosts': 'mode=755,exec' },
        LogConfig: { Type: 'none', Config: {} },
        Memory: limits.memoryBytes,
        // The same again: memory that is full must not be written to the machine's disk instead.
        MemorySwap: limits.memoryBytes,
        PidsLimit: limits.processes,
      },
    });
    const soon = AbortSignal.any([signal, AbortSignal.timeout(startsMs)]);
    const attaching = attach(docker, container);
    try {
      const attached = await unless(soon, attaching);
      const stdout = new PassThrough();
      const stderr = new PassThrough();
      let said = '';
      stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-8192)));
      demux(attached, stdout, stderr);
      const over = (): void => void stdout.end();
      attached.on('end', over).on('close', over).on('error', over);
      const channel = new Channel(attached, stdout, () => said);
      channel.ready.catch(() => undefined);
      await unless(soon, container.start());
      const ready = await unless(soon, channel.ready);
      const release = (): void => void attached.destroy();
      return new DockerLane(docker, owner, container, channel, release, ready);
    } catch (error) {
      // It may come only now, and would keep this process alive.
      void attaching.then(
        (late) => late.destroy(),
        () => undefined,
      );
      const removed = container.remove({ force: true }).catch(() => undefined);
      // What an engine that hangs keeps is swept by the janitor, and by the next start.
      await unless(AbortSignal.timeout(removesMs), removed).catch(() => undefined);
      throw error;
    }
  }

  async build(lab: LabSpec): Promise<Lab> {
    this.pids = (await this.channel.request({ op: 'build', lab })).pids;
    return new AgentLab(this.channel);
  }

  async unpack(path: string, tar: Buffer): Promise<void> {
    await this.channel.request({ op: 'clear', path });
    await this.bringing(this.container.putArchive(tar, { path }));
  }

  async unpackImage(path: string, image: string): Promise<ImageProgram> {
    const program = await programOf(this.docker, image);
    await this.channel.request({ op: 'clear', path });
    await this.bringing(copyImage(this.docker, image, labels(this.owner), this.container, path));
    return program;
  }

  /** What the engine refuses, or is no longer there to take, loses the lane. */
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
    // On another machine the number is some other process's, or nobody's (cgroups(7)).
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
    this.closing ??= this.container.remove({ force: true }).catch((error: unknown) => {
      // Gone already, or going by itself (AutoRemove).
      if (![404, 409].includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
    });
    return this.closing;
  }
}
