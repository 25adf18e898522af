import type Docker from 'dockerode';
import { AgentLab } from '../agent-lab.ts';
import { rootOfHost } from '../agent/rights.ts';
import { removeContainer, runAgent } from './agent-container.ts';
import type { FoundContainer, Sidecar } from '../containers.ts';
import { FaultNotPossible } from '../../errors.ts';
import { isDead, labels, sidecarLabel, type Owner } from '../labels.ts';
import { limits } from '../limits.ts';
import type { Prepared } from '../../../machine/make-ready.ts';

/** To rule the network and to capture; and to start programs with fewer rights than these. */
const rights = [...rootOfHost.filter((one) => one !== 'sys_ptrace'), 'setpcap', 'sys_chroot'];

/**
 * A container in the network namespace of another one. Rules outlive it there: it takes them back when its stdin
 * ends (whoever opened it died) or it is told to stop, and then it ends and is removed.
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

/** One whose run died between creating and starting it is not removed by itself. Whether it was, and is by now. */
async function isRemovedOfDead(docker: Docker, name: string): Promise<boolean> {
  const holder = docker.getContainer(name);
  const seen = await holder.inspect().catch(() => undefined);
  if (seen === undefined) return true;
  if (!isDead(seen.Config.Labels)) return false;
  // One that runs is about to take back what it did.
  if (seen.State.Running) await holder.stop({ t: 5 }).catch(() => undefined);
  await removeContainer(holder);
  return true;
}

/** Two of one name: the engine has one already (Engine API, ContainerCreate, 409). */
const isTaken = (error: unknown): boolean =>
  (error as { statusCode?: number }).statusCode === 409 && String(error).includes('in use');

const taken = ({ name }: FoundContainer, alone: string, cause: unknown): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_TAKEN',
    what: `The connection to this port of ${name} is broken already, by another test or command (its sidecar is ${alone}).`,
    next: 'give each test file a container of its own, or break one container in one file alone',
    cause,
  });
