import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type Dockerode from 'dockerode';
import { endpoints, type EngineEndpoint } from './endpoints.ts';
import type { FoundEngine, Search, Silent } from './found-engine.ts';
import { engineTooOld } from './messages.ts';
import { socketDocker } from './socket-docker.ts';

/** Docker 20.10. */
export const oldestApi = '1.41';
const patienceMs = 5000;

const here = (): EngineEndpoint[] =>
  endpoints({ env: process.env, home: homedir(), uid: process.getuid?.() });

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `no answer within ${patienceMs / 1000} s`;
  }
  return (error as NodeJS.ErrnoException).code ?? error.message;
};

type VersionCall = (options: { abortSignal: AbortSignal }) => Promise<Dockerode.DockerVersion>;

/** Podman's API imitates Docker's, but lists itself among its components. */
const nameOf = ({ Components }: Dockerode.DockerVersion): FoundEngine['name'] =>
  Components?.some(({ Name }) => Name.startsWith('Podman')) ? 'Podman' : 'Docker';

async function clientOf({ address, options }: EngineEndpoint): Promise<Dockerode> {
  const socketPath = options?.socketPath ?? /^unix:\/\/(\/.+)/.exec(address)?.[1];
  if (socketPath !== undefined) return socketDocker(socketPath);
  const { default: Docker } = await import('dockerode');
  return new Docker(options);
}

const ask = async (endpoint: EngineEndpoint): Promise<FoundEngine> =>
  engineOf(await clientOf(endpoint), endpoint);

/** Reads what an engine reports about itself. */
export async function engineOf(docker: Dockerode, endpoint: EngineEndpoint): Promise<FoundEngine> {
  // The types declare no options, but the method accepts them (dockerode 5, lib/docker.js).
  const version = docker.version.bind(docker) as unknown as VersionCall;
  const answer = await version({ abortSignal: AbortSignal.timeout(patienceMs) });
  return {
    docker,
    endpoint,
    name: nameOf(answer),
    version: answer.Version,
    apiVersion: answer.ApiVersion,
    architecture: answer.Arch,
    system: answer.Os,
    kernel: answer.KernelVersion ?? '',
  };
}

const isApiNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestApi.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
};

/**
 * The first engine that answers. Changes nothing.
 *
 * @throws MachineError if it is older than Docker 20.10 or runs no Linux containers.
 */
export async function findEngine(candidates = here()): Promise<Search> {
  const silent: Silent[] = [];
  for (const endpoint of candidates) {
    const socket = endpoint.options?.socketPath;
    if (socket?.startsWith('/') && !existsSync(socket)) {
      silent.push({ endpoint, why: 'ENOENT' });
      continue;
    }
    let engine: FoundEngine;
    try {
      if (endpoint.from === 'DOCKER_CONTEXT' && endpoint.options === undefined) {
        throw new Error('there is no such context');
      }
      engine = await ask(endpoint);
    } catch (error) {
      silent.push({ endpoint, why: codeOf(error) });
      continue;
    }
    if (!isApiNewEnough(engine.apiVersion) || engine.system !== 'linux') throw engineTooOld(engine);
    return { engine, silent };
  }
  return { silent };
}
