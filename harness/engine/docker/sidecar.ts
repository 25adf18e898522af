import type Docker from 'dockerode';
import { AgentLab } from '../agent-lab.ts';
import { rootOfHost } from '../agent/rights.ts';
import { removeContainer, runAgent } from './agent-container.ts';
import type { FoundContainer, Sidecar } from '../containers.ts';
import { FaultNotPossible } from '../../errors.ts';
import { isDead, labels, sidecarLabel, type Owner } from '../labels.ts';
import { limits } from '../limits.ts';
import type { Prepared } from '../../../machine/make-ready.ts';

/** Rights to change the network and to capture, and to start programs with fewer rights. */
const rights = [...rootOfHost.filter((one) => one !== 'sys_ptrace'), 'setpcap', 'sys_chroot'];

/**
 * Opens a container in the network namespace of another one. Its rules there would outlive it: it undoes them when
 * its stdin ends (its opener died) or on a signal to stop; then it ends and is removed.
 */
export async function openSidecar(
  { docker, image }: Prepared,
  owner: Owner,
  { target, host, alone }: { target: FoundContainer; host: string; alone?: string | undefined },
): Promise<Sidecar> {
  const wanted = {
    as: ['sidecar'],
    signal: new AbortController().signal,
    options: {
      ...(alone === undefined ? {} : { name: alone }),
      Image: image,
      Labels: { ...labels(owner), ...target.session, [sidecarLabel]: target.id },
      HostConfig: {
        NetworkMode: `container:${target.id}`,
        CapDrop: ['ALL'],
        CapAdd: rights.map((one) => one.toUpperCase()),
        Memory: limits.memoryBytes,
        MemorySwap: limits.memoryBytes,
        PidsLimit: limits.processes,
      },
    },
  };
  const open = (): ReturnType<typeof runAgent> => runAgent(docker, wanted);
  const { container, channel, release } = await open().catch(async (error: unknown) => {
    if (alone === undefined || !isTaken(error)) throw error;
    if (await isRemovedOfDead(docker, alone)) return open();
    throw taken(target, alone, error);
  });
  await channel.request({ op: 'join', host });
  return {
    lab: new AgentLab(channel),
    whenOver: async (commands) => void (await channel.request({ op: 'whenOver', commands })),
    close: async () => {
      await removeContainer(container);
      release();
    },
  };
}

/**
 * Whether a sidecar of this name belonged to a dead run and is removed by now: one whose run died between creating
 * and starting it does not remove itself.
 */
async function isRemovedOfDead(docker: Docker, name: string): Promise<boolean> {
  const holder = docker.getContainer(name);
  const seen = await holder.inspect().catch(() => undefined);
  if (seen === undefined) return true;
  if (!isDead(seen.Config.Labels)) return false;
  // A running one must first undo its changes.
  if (seen.State.Running) await holder.stop({ t: 5 }).catch(() => undefined);
  await removeContainer(holder);
  return true;
}

/** The name is in use on the engine (Engine API, ContainerCreate, 409). */
const isTaken = (error: unknown): boolean =>
  (error as { statusCode?: number }).statusCode === 409 && String(error).includes('in use');

const taken = ({ name }: FoundContainer, alone: string, cause: unknown): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_TAKEN',
    what: `The connection to this port of ${name} is broken already, by another test or command (its sidecar is ${alone}).`,
    next: 'give each test file a container of its own, or break one container in one file alone',
    cause,
  });
