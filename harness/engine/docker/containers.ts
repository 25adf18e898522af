import type Docker from 'dockerode';
import { randomUUID } from 'node:crypto';
import type { ContainerEngine, FoundContainer } from '../containers.ts';
import { UsageError } from '../../errors.ts';
import { ownerOf } from '../labels.ts';
import { prepare, prepareOn } from '../../../machine/index.ts';
import type { Prepared } from '../../../machine/make-ready.ts';
import { openSidecar } from './sidecar.ts';

/** The engine of this machine, or the given one, with badconn's image on it. Throws `MachineError`. */
export async function containerEngine(
  say: (line: string) => void,
  given?: Docker,
): Promise<ContainerEngine> {
  const prepared = given === undefined ? await prepare(say) : await prepareOn(given, say);
  return engineOver(prepared);
}

/**
 * The engine that testcontainers finds and uses. Throws `UsageError` if the package is not installed: it is an
 * optional peer dependency.
 */
export async function testcontainersEngine(say: (line: string) => void): Promise<ContainerEngine> {
  const { getContainerRuntimeClient } = await import('testcontainers').catch((cause: unknown) => {
    throw new UsageError({
      code: 'USAGE_NO_TESTCONTAINERS',
      what: 'badconn/testcontainers needs the package testcontainers, and it is not installed.',
      next: 'npm install --save-dev testcontainers',
      cause,
    });
  });
  return containerEngine(say, (await getContainerRuntimeClient()).container.dockerode);
}

function engineOver(prepared: Prepared): ContainerEngine {
  const { docker } = prepared;
  const owner = ownerOf(randomUUID().slice(0, 8));
  const socket = (docker.modem as { socketPath?: string }).socketPath;
  return {
    address: process.platform === 'linux' ? socket : undefined,
    find: (nameOrId) => find(docker, nameOrId),
    join: (target, host, alone) => openSidecar(prepared, owner, { target, host, alone }),
  };
}

async function find(docker: Docker, nameOrId: string): Promise<FoundContainer> {
  const seen = await docker
    .getContainer(nameOrId)
    .inspect()
    .catch((cause: unknown) => {
      if ((cause as { statusCode?: number }).statusCode !== 404) throw cause;
      throw new UsageError({
        code: 'USAGE_NO_CONTAINER',
        what: `There is no container ${nameOrId} on the engine.`,
        next: 'docker ps, and give a name or an id of it',
        cause,
      });
    });
  const { Id: id, Name, State, Config, NetworkSettings } = seen;
  const name = Name.replace(/^\//, '');
  const networks = Object.entries(NetworkSettings.Networks).map(([network, its]) => {
    const { IPAddress, GlobalIPv6Address, Aliases } = its as Endpoint;
    // Without the container's name: not every engine resolves it for a container that was connected later.
    const names = (Aliases ?? []).filter((alias) => !id.startsWith(alias));
    const addresses = {
      ...(IPAddress ? { 4: IPAddress } : {}),
      ...(GlobalIPv6Address ? { 6: GlobalIPv6Address } : {}),
    };
    return [network, { addresses, names }];
  });
  const published = Object.entries(NetworkSettings.Ports).flatMap(([port, bindings]) => {
    const [binding] = (bindings as { HostIp: string; HostPort: string }[] | null) ?? [];
    const [number, protocol] = port.split('/');
    if (binding === undefined || protocol !== 'tcp') return [];
    return [[Number(number), { host: binding.HostIp, port: Number(binding.HostPort) }]];
  });
  const session = Object.entries(Config.Labels).filter(([label]) => sessionLabels.includes(label));
  return {
    ...{ id, name, isRunning: State.Running },
    networks: Object.fromEntries(networks) as FoundContainer['networks'],
    published: Object.fromEntries(published) as FoundContainer['published'],
    session: Object.fromEntries(session),
  };
}

/** Engine API, EndpointSettings: an absent address is an empty string. */
interface Endpoint {
  IPAddress: string;
  GlobalIPv6Address?: string;
  Aliases?: string[] | null;
}

/** Labels by which the reaper of testcontainers finds what it removes (testcontainers 12, utils/labels.ts). */
const sessionLabels = ['org.testcontainers', 'org.testcontainers.session-id'];
