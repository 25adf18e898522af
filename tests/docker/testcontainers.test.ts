import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, Network, Wait, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  breakConnection,
  FaultNotObserved,
  FaultNotPossible,
  NotHealed,
} from '../../harness/testcontainers.ts';
import { labels, ownerOf } from '../../harness/engine/labels.ts';
import { connect as engine, prepare } from '../../machine/index.ts';
import { CommandLine } from './command-line.ts';
import { inSlot } from './slots.ts';

// The reaper is an image of a registry, and none is asked here.
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

const port = 6379;
const asked = { port, says: 'PING\r\n' };
const serve = "redis-server --protected-mode no --save ''";
const securePort = 8443;
// With its own key: a web server of TLS, beside the other.
const secure = `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=cache -addext subjectAltName=DNS:cache -keyout /tmp/key -out /tmp/own 2>/dev/null && cat /tmp/key /tmp/own > /tmp/pem && APP='["http-server","--port","${securePort}","--tls","/tmp/pem"]' node /opt/lab/fixtures/hosts/app.cjs > /tmp/up & until grep -q listening /tmp/up; do sleep 0.1; done;`;
// Where something before the service takes the port, as a service mesh does, no rule for the port is met.
const mesh = `iptables -t nat -A PREROUTING -p tcp --dport ${port} -j REDIRECT --to-ports 7000`;

let network: Awaited<ReturnType<Network['start']>>;
let all: StartedTestContainer[] = [];
const [redis, meshed, app] = [0, 1, 2].map((index) => () => all[index] as StartedTestContainer) as [
  () => StartedTestContainer,
  () => StartedTestContainer,
  () => StartedTestContainer,
];

beforeAll(async () => {
  const { image } = await prepare(() => undefined);
  network = await new Network().start();
  const start = (alias: string, command: string): Promise<StartedTestContainer> =>
    new GenericContainer(image)
      .withCommand(['sh', '-c', command])
      .withNetwork(network)
      .withNetworkAliases(alias)
      .withExposedPorts(port)
      .withAddedCapabilities('NET_ADMIN')
      .withWaitStrategy(Wait.forLogMessage('Ready to accept'))
      .start();
  all = await Promise.all([
    start('cache', `${secure} exec ${serve}`),
    start('meshed', `${mesh} && exec ${serve} --port 7000`),
    start('app', `exec ${serve}`),
  ]);
});

afterAll(async () => {
  await Promise.all(all.map((one) => one.stop()));
  await network?.stop();
});

/** Sidecars of these containers that are on the engine. */
const sidecars = async (): Promise<string[]> => {
  const docker = await engine();
  const found = await docker.listContainers({ all: true, filters: { label: ['badconn.sidecar'] } });
  const ids = all.map((one) => one.getId());
  return found.flatMap(({ Labels, Names }) =>
    ids.includes(Labels['badconn.sidecar'] ?? '') ? Names : [],
  );
};

/** Of the web server of TLS. */
const certificate = async (): Promise<string> => (await redis().exec(['cat', '/tmp/own'])).output;

/** A connection of this process that stands, and was answered once. */
class KeptConnection {
  private readonly socket: Socket;
  private constructor(socket: Socket) {
    this.socket = socket;
  }

  static async open(host: string): Promise<KeptConnection> {
    const socket = connect({ host, port }).on('error', () => undefined);
    socket.write(asked.says);
    await once(socket, 'data');
    return new KeptConnection(socket);
  }

  /** Asks again: `answer`, an errno, or `silence` after so long. */
  async ask(patienceMs: number): Promise<string> {
    const { socket } = this;
    const seen = new Promise<string>((resolve) => {
      socket.once('data', () => resolve('answer'));
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
      socket.once('end', () => resolve('end'));
    });
    socket.write(asked.says);
    const told = await Promise.race([seen, sleep(patienceMs, 'silence')]);
    socket.destroy();
    return told;
  }
}

/** A client that is not ours, in the container `app`. */
const ping = async (host = 'cache'): Promise<string> =>
  (await app().exec(['timeout', '2', 'redis-cli', '-h', host, 'ping'])).output.trim();

test('the connection of a container to another is broken, and well again when it is disposed of', () =>
  inSlot(inject('slots'), async () => {
    expect(await ping()).toBe('PONG');
    {
      await using broken = await breakConnection(redis(), 'refused', { ...asked, from: app() });
      expect(broken).toMatchObject({
        ...{ url: `tcp://cache:${port}`, standing: 'sidecar', made: 'symptom' },
        symptom: { stage: 'connect', code: 'ECONNREFUSED' },
      });
      expect(await ping()).toContain('refused');
      // Two that break one port would mend each other's fault.
      await expect(breakConnection(redis(), 'silence', asked)).rejects.toThrow(FaultNotPossible);
      // So would another process, as a second test file is.
      const same = ['break', '--container', redis().getId(), '--port', String(port), 'silence'];
      const second = await new CommandLine([...same, '--', 'true']).ended;
      expect(second).toMatchObject({ code: 2 });
      expect(second.stderr).toContain('is broken already, by another test or command');
      expect(await ping()).toContain('refused');
      const packets = await broken.packets();
      const resets = packets.filter((one) => one.kind === 'tcp' && one.flags.includes('RST'));
      expect(resets.length).toBeGreaterThanOrEqual(2);
      // What stands before the rule takes the packets away from it.
      const wrong = breakConnection(meshed(), 'silence', { ...asked, from: app() });
      await expect(wrong).rejects.toThrow(FaultNotObserved);
      expect(await ping('meshed')).toBe('PONG');
    }
    {
      await using lost = await breakConnection(redis(), 'name-not-found', {
        ...asked,
        from: app(),
      });
      expect(lost).toMatchObject({ symptom: { stage: 'name', code: 'ENOTFOUND' } });
      expect(await ping()).toMatch(/resolve|known/);
      expect(await ping('meshed')).toBe('PONG');
    }
    {
      const tls = {
        port: securePort,
        scheme: 'https',
        ca: await certificate(),
        from: app(),
      } as const;
      // Another port of the same container is broken at the same time, and mended before.
      await using other = await breakConnection(redis(), 'reset', { ...asked, from: app() });
      await using expired = await breakConnection(redis(), 'certificate-expired', tls);
      expect(expired).toMatchObject({ symptom: { stage: 'tls', code: 'CERT_HAS_EXPIRED' } });
      expect(expired.ca).toContain('BEGIN CERTIFICATE');
      await other.mend();
      expect(await ping()).toBe('PONG');
      const own = `curl -sk -m 5 -w %{http_code} https://127.0.0.1:${securePort}/ -o /dev/null`;
      expect((await redis().exec(['sh', '-c', own])).output).toBe('200');
    }
    expect(await ping()).toBe('PONG');
    expect(await sidecars()).toEqual([]);
  }));

test('this process meets each fault at the address of the container', () =>
  inSlot(inject('slots'), async () => {
    const connect = { stage: 'connect' };
    const exchange = { stage: 'exchange' };
    const stay = { stage: 'stay' };
    // What a new connection meets, and one that stood before.
    const expected = [
      ['timeout/host-firewall-drop', { ...connect, code: 'silence' }, 'silence'],
      ['lost/host-firewall-drop', { ...stay, code: 'silence' }, 'silence'],
      ['unreachable', { ...connect, code: 'EHOSTUNREACH' }, 'silence'],
      ['refused', { ...connect, code: 'ECONNREFUSED' }, 'ECONNRESET'],
      ['reset', { ...exchange, code: 'ECONNRESET' }, 'ECONNRESET'],
      ['stalled', { ...exchange, code: 'silence' }, 'silence'],
      ['cut', { ...exchange, code: 'EOF' }, 'ECONNRESET'],
    ] as const;
    const { Networks } = (await (await engine()).getContainer(redis().getId()).inspect())
      .NetworkSettings;
    const address = Networks[network.getName()]?.IPAddress ?? '';
    for (const [name, symptom, old] of expected) {
      const standing = await KeptConnection.open(address);
      await using broken = await breakConnection(redis(), name, asked);
      expect(broken).toMatchObject({ standing: 'address', symptom });
      expect(broken.made).toBe(name.includes('/') ? 'cause' : 'symptom');
      expect(`${name}: ${await standing.ask(old === 'silence' ? 300 : 10_000)}`).toBe(
        `${name}: ${old}`,
      );
    }
    expect(await ping()).toBe('PONG');
  }));

test('who dies in the middle leaves neither fault nor container behind', () =>
  inSlot(inject('slots'), async () => {
    const entry = new URL('../../harness/testcontainers.ts', import.meta.url).href;
    const program = `
      const { breakConnection } = await import(${JSON.stringify(entry)});
      const target = { getId: () => ${JSON.stringify(redis().getId())} };
      await breakConnection(target, 'stalled', ${JSON.stringify(asked)});
      console.log('broken');
      setInterval(() => undefined, 1000);`;
    // Of one that died as soon as it had created its sidecar, which nothing ends then.
    const docker = await engine();
    const { Config } = await docker.getContainer(redis().getId()).inspect();
    await docker.createContainer({
      name: `badconn-breaks-${redis().getId().slice(0, 12)}-${port}`,
      Image: Config.Image,
      Cmd: ['-'],
      Labels: { ...labels(ownerOf('dead')), 'badconn.started': 'never' },
    });
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    await once(child.stdout, 'data');
    expect(await sidecars()).toHaveLength(1);
    expect(await ping()).not.toBe('PONG');
    child.kill('SIGKILL');
    const killedAt = performance.now();
    while ((await sidecars()).length > 0) {
      if (performance.now() - killedAt > 60_000) throw new Error('a sidecar stands after 60 s');
      await sleep(100);
    }
    expect(await ping()).toBe('PONG');
  }));

test('the command line breaks it while a command runs, which is told where to connect', () =>
  inSlot(inject('slots'), async () => {
    const asks =
      'const s = require("node:net").connect(process.env.BADCONN_PORT, process.env.BADCONN_HOST);';
    const says = 's.on("error", ({ code }) => { console.log(code); process.exitCode = 7; });';
    const { ended } = new CommandLine([
      ...['break', '--container', redis().getId(), '--port', String(port), 'refused'],
      ...['--for', '10m', '--', process.execPath, '-e', asks + says],
    ]);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 7, stdout: 'ECONNREFUSED\n' });
    expect(stderr).toContain('shows ECONNREFUSED at connect (address, symptom)');
    expect(stderr).toContain('well again');
    expect(await ping()).toBe('PONG');
  }));

test('a container that is stopped while it is broken is not healed by disposal', () =>
  inSlot(inject('slots'), async () => {
    const broken = await breakConnection(meshed(), 'refused', { ...asked, port: 7000 });
    await meshed().exec(['redis-cli', '-p', '7000', 'shutdown', 'nosave']);
    await expect(broken[Symbol.asyncDispose]()).rejects.toThrow(NotHealed);
    expect(await sidecars()).toEqual([]);
  }));
