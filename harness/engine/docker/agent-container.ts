import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { agentPath } from '../agent-path.ts';
import type { Ready } from '../agent/protocol.ts';
import { attach } from './attach.ts';
import { Channel } from '../channel.ts';
import { demux } from './demux.ts';

/** Time limit for a container to start, in ms; generous for a busy machine. */
const startsMs = 60_000;
const removesMs = 10_000;

/** The result of the work, or the signal's reason, whichever is first. */
const unless = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason as Error);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });

/** A container in which the agent runs. */
export interface AgentContainer {
  container: Docker.Container;
  channel: Channel;
  ready: Ready;
  /** Detaches from the container's stdin and stdout. */
  release: () => void;
}

interface ContainerSpec {
  /** Container options besides those that every agent needs: image, name and rights among them. */
  options: Docker.ContainerCreateOptions & { HostConfig: object };
  /** Command-line arguments of the agent. */
  as?: readonly string[];
  /** The container outlives this process. */
  keep?: boolean;
  signal: AbortSignal;
}

/** Starts a container of the image that runs the agent; resolves when the agent listens. */
export async function runAgent(
  docker: Docker,
  { options, as = [], keep = false, signal }: ContainerSpec,
): Promise<AgentContainer> {
  const container = await docker.createContainer({
    ...options,
    Cmd: ['tini', '-s', '--', 'node', agentPath, ...as],
    OpenStdin: true,
    // With StdinOnce the container's stdin ends when this process does, however that happens.
    StdinOnce: !keep,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      AutoRemove: true,
      LogConfig: { Type: 'none', Config: {} },
      ...options.HostConfig,
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
    return { container, channel, ready, release: () => void attached.destroy() };
  } catch (error) {
    // The attachment may complete only now, and would keep this process alive.
    void attaching.then(
      (late) => late.destroy(),
      () => undefined,
    );
    const removed = container.remove({ force: true }).catch(() => undefined);
    // If the engine hangs, the container is left to the janitor and to the next start's sweep.
    await unless(AbortSignal.timeout(removesMs), removed).catch(() => undefined);
    throw error;
  }
}

/** Removes a container that may be gone already, or being removed (AutoRemove). */
export async function removeContainer(container: Docker.Container): Promise<void> {
  await container.remove({ force: true }).catch((error: unknown) => {
    if (![404, 409].includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
  });
}
