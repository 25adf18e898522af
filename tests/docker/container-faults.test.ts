import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { attempt, type AttemptEnd } from '../../client/attempt.ts';
import {
  containerFaults,
  type ContainerFaultName,
  type ContainerSeen,
} from '../../docs/container-faults.ts';
import { hostProgram } from '../../harness/engine/agent-path.ts';
import { containerEngine } from '../../harness/engine/docker/containers.ts';
import type { Sidecar } from '../../harness/engine/containers.ts';
import type { Background } from '../../harness/engine/engine.ts';
import { labels, ownerOf } from '../../harness/engine/labels.ts';
import { connect, prepare } from '../../machine/index.ts';
import { inSlot } from './slots.ts';

const port = 6379;
const says = 'PING\r\n';
const owned = labels(ownerOf(`faults-${process.pid}`));
const serve = ['redis-server', '--protected-mode', 'no', '--save', ''];

let docker: Docker;
let image: string;
let network: Docker.Network;
let gateway: string;
const started = new Set<Docker.Container>();
/** Beside the servers: where another container's client is, and the proxy. */
let beside: Sidecar;
let client: Background;

interface Server {
  container: Docker.Container;
  address: string;
  mapped: number;
}

async function start(argv: readonly string[]): Promise<Docker.Container> {
  const container = await docker.createContainer({
    ...{ Image: image, Cmd: [...argv], Labels: owned, ExposedPorts: { [`${port}/tcp`]: {} } },
    HostConfig: {
      ...{ NetworkMode: network.id, CapAdd: ['NET_ADMIN'], AutoRemove: false },
      PortBindings: { [`${port}/tcp`]: [{ HostPort: '' }] },
    },
  });
  started.add(container);
  await container.start();
  return container;
}

/** One that serves by all ways. */
async function server(name: ContainerFaultName): Promise<Server> {
  const kept = ['sh', '-c', '"$@"; exec sleep infinity', 'sh', ...serve];
  const container = await start(name === 'ended' ? kept : serve);
  const { NetworkSettings } = await container.inspect();
  const [its] = Object.values(NetworkSettings.Networks);
  const address = its?.IPAddress ?? '';
  const mapped = Number(NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort);
  while ((await ask(`tcp://${address}:${port}`, 1000)).code !== 'connected') await sleep(50);
  const configuration = `defaults
  mode tcp
  retries 0
  timeout connect 20s
  timeout client 20s
  timeout server 20s
listen redis
  bind :${port}
  server redis ${address}:${port}
`;
  // The one before may have had the same address, of which it would know the interface.
  const begin = `ip neigh flush all; echo '${configuration}' > /tmp/proxy; haproxy -D -f /tmp/proxy`;
  await beside.lab.run({ host: 'client', user: 'root', argv: ['sh', '-c', begin] });
  return { container, address, mapped };
}

const ask = (url: string, patienceMs: number): Promise<AttemptEnd> =>
  attempt({ url, says, patienceMs });

/** Runs a command as root in a container, and waits for its end. */
async function run(container: Docker.Container, ...argv: string[]): Promise<void> {
  const exec = await container.exec({ Cmd: argv, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  stream.resume();
  await once(stream, 'end');
  expect(await exec.inspect()).toMatchObject({ ExitCode: 0 });
}

const rule = (container: Docker.Container, ...what: string[]): Promise<void> =>
  run(container, 'iptables', '-I', 'INPUT', '-p', 'tcp', '--dport', `${port}`, '-j', ...what);

const make: Record<ContainerFaultName, (container: Docker.Container) => Promise<unknown>> = {
  drop: (it) => rule(it, 'DROP'),
  reject: (it) => rule(it, 'REJECT'),
  'reject-reset': (it) => rule(it, 'REJECT', '--reject-with', 'tcp-reset'),
  'reject-prohibited': (it) => rule(it, 'REJECT', '--reject-with', 'icmp-admin-prohibited'),
  ended: (it) =>
    run(it, 'sh', '-c', 'pkill redis-server; while pgrep redis-server; do sleep 0.02; done'),
  stopped: (it) => it.kill({ signal: 'SIGSTOP' }),
  pause: (it) => it.pause(),
  disconnect: (it) => network.disconnect({ Container: it.id }),
  stop: (it) => it.stop({ t: 1 }),
  kill: (it) => it.kill(),
};

/** A connection of this machine to the address of the container, and what comes of asking again. */
async function standing(address: string): Promise<(patienceMs: number) => Promise<string>> {
  const socket = dial({ host: address, port }).on('error', () => undefined);
  socket.write(says);
  await once(socket, 'data');
  // It may have ended before it is asked again.
  const over = new Promise<string>((resolve) => {
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNRESET' ? 'ended' : String(code)),
    );
    socket.once('end', () => resolve('ended'));
  });
  return async (patienceMs) => {
    const answer = once(socket, 'data').then(() => 'answer');
    answer.catch(() => undefined);
    if (socket.writable) socket.write(says);
    const told = await Promise.race([over, answer, sleep(patienceMs, 'silence')]);
    socket.destroy();
    return told;
  };
}

/** Whether who has accepted and gives up closes or resets depends on whether it has read what was said. */
function word({ stage, code }: AttemptEnd): string {
  if (code === 'connected') return 'answer';
  if (stage === 'connect') return code;
  return `connected, then ${['EOF', 'ECONNRESET'].includes(code) ? 'ended' : code}`;
}

/** An end is waited for, silence is looked at for a while. */
const patience = (expected: string): number => (expected.endsWith('silence') ? 600 : 20_000);

beforeAll(async () => {
  ({ docker, image } = await prepare(() => undefined));
  docker = await connect();
  network = await docker.createNetwork({ Name: `badconn-faults-${process.pid}`, Labels: owned });
  const [subnet] = (await network.inspect()).IPAM?.Config ?? [];
  gateway = subnet?.Gateway ?? '';
  const { id } = await start(['sleep', 'infinity']);
  const engine = await containerEngine(() => undefined);
  beside = await engine.join(await engine.find(id), 'client');
  const program = { host: 'client', ...hostProgram('plain-client'), user: 'app' as const };
  client = await beside.lab.start(program, 'ready');
});

afterAll(async () => {
  await beside?.close();
  await Promise.all([...started].map((one) => one.remove({ force: true })));
  await network?.remove();
});

const names = Object.keys(containerFaults) as ContainerFaultName[];
test.each(names)('%s', (name) =>
  inSlot(inject('slots'), async () => {
    const { seen } = containerFaults[name];
    const { container, address, mapped } = await server(name);
    const again = await standing(address);
    await make[name](container);
    const here = async (view: keyof ContainerSeen, host: string, at = mapped): Promise<string> =>
      word(await ask(`tcp://${host}:${at}`, patience(seen[view])));
    const there = async (view: keyof ContainerSeen, host: string): Promise<string> => {
      const question = { url: `tcp://${host}:${port}`, says, patienceMs: patience(seen[view]) };
      const { line } = await client.ask(JSON.stringify(question), 60_000);
      return word(JSON.parse(line) as AttemptEnd);
    };
    const [byAddress, loopback, byPort, stood] = await Promise.all([
      here('address', address, port),
      here('loopback', '127.0.0.1'),
      here('port', gateway),
      again(patience(seen.stood)),
    ]);
    const measured: ContainerSeen = {
      ...{ network: await there('network', address), proxy: await there('proxy', '127.0.0.1') },
      ...{ address: byAddress, loopback, port: byPort, stood },
    };
    await beside.lab.run({ host: 'client', user: 'root', argv: ['pkill', '-x', 'haproxy'] });
    await container.remove({ force: true });
    started.delete(container);
    expect(measured).toEqual(seen);
  }),
);
