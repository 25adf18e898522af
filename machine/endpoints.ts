import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { SshAgent } from './ssh-agent.ts';

/** docker-modem accepts an agent, but its types do not declare it. */
type DockerOptions = Docker.DockerOptions & { agent?: SshAgent };

export interface EngineEndpoint {
  /** Source of the endpoint. An engine chosen by the user is the only one that is tried. */
  from: 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'context' | 'socket' | 'caller';
  /** As in DOCKER_HOST: unix:///path, tcp://host:port, ssh://user@host. */
  address: string;
  /** Undefined: docker-modem reads DOCKER_HOST and its companions itself. */
  options: DockerOptions | undefined;
}

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  home: string;
  uid: number | undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** @param tls folder with ca.pem, cert.pem and key.pem, where the context has its own. */
function optionsFor(address: string, tls: string, env: NodeJS.ProcessEnv): DockerOptions {
  if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length) };
  if (address.startsWith('npipe://')) return { socketPath: address.slice('npipe://'.length) };
  const { protocol, hostname, port, username } = new URL(address);
  if (protocol === 'ssh:') {
    const agent = env['SSH_AUTH_SOCK'];
    const target = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 22),
      username: decodeURIComponent(username),
      ...(agent === undefined ? {} : { agent }),
    };
    // Without a host, docker-modem leaves the connection to the agent; it would take a host from DOCKER_HOST.
    return {
      protocol: 'http',
      host: undefined,
      socketPath: undefined,
      agent: new SshAgent(target),
    };
  }
  const [ca, cert, key] = ['ca', 'cert', 'key'].map((name) =>
    readIfThere(join(tls, `${name}.pem`)),
  );
  return {
    host: hostname,
    port,
    protocol: ca === undefined ? 'http' : 'https',
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}

/** A context of the Docker CLI (docker/cli, cli/context/store: folders are named by sha256). */
function contextEndpoint(
  name: string,
  from: 'DOCKER_CONTEXT' | 'context',
  config: string,
  env: NodeJS.ProcessEnv,
): EngineEndpoint | undefined {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(config, 'contexts/meta', id, 'meta.json')) as
    { Endpoints?: { docker?: { Host?: string } } } | undefined;
  const address = meta?.Endpoints?.docker?.Host;
  if (!address) return undefined;
  const options = optionsFor(address, join(config, 'contexts/tls', id, 'docker'), env);
  return { from, address, options };
}

/**
 * Candidate endpoints in the order of the Docker CLI: DOCKER_HOST, DOCKER_CONTEXT, the current context, then the
 * usual sockets of engines and Docker Desktop. One named in the environment is the only candidate.
 */
export function endpoints({ env, home, uid }: Surroundings): EngineEndpoint[] {
  const host = env['DOCKER_HOST'];
  if (host) {
    const options = host.startsWith('ssh://') ? optionsFor(host, '', env) : undefined;
    return [{ from: 'DOCKER_HOST', address: host, options }];
  }

  const config = env['DOCKER_CONFIG'] || join(home, '.docker');
  const chosen = env['DOCKER_CONTEXT'];
  if (chosen && chosen !== 'default') {
    const endpoint = contextEndpoint(chosen, 'DOCKER_CONTEXT', config, env);
    return [endpoint ?? { from: 'DOCKER_CONTEXT', address: chosen, options: undefined }];
  }
  const { currentContext } = (readJson(join(config, 'config.json')) ?? {}) as {
    currentContext?: string;
  };
  const context =
    !chosen && currentContext && currentContext !== 'default'
      ? contextEndpoint(currentContext, 'context', config, env)
      : undefined;

  const runtime = env['XDG_RUNTIME_DIR'];
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    ...(uid === undefined ? [] : [`/run/user/${uid}/docker.sock`]),
  ].map((path) => `unix://${path}`);
  const known = new Set(context === undefined ? [] : [context.address]);
  const unknown = sockets.filter((address) => !known.has(address) && known.add(address));
  return [
    ...(context === undefined ? [] : [context]),
    ...unknown.map((address): EngineEndpoint => ({
      from: 'socket',
      address,
      options: optionsFor(address, '', env),
    })),
  ];
}
