import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { labels, ownerOf } from '../../harness/engine/labels.ts';
import { breakConnection } from '../../harness/testcontainers.ts';
import { connect as engine, prepare } from '../../machine/index.ts';
import { inSlot } from './slots.ts';

process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

const port = 6379;
const asked = { port, says: 'PING\r\n' };
const securePort = 8443;
// Beside Redis a web server of TLS, whose certificate is for the addresses that the container has.
const command = `
  names=$(ip -o addr show dev eth0 scope global | sed -E 's/.* inet6? ([^/]+).*/IP:\\1/' | paste -sd,)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=cache -addext "subjectAltName=$names" -keyout /tmp/key -out /tmp/own 2>/dev/null
  cat /tmp/key /tmp/own > /tmp/pem
  APP='["http-server","--address","::","--port","${securePort}","--tls","/tmp/pem"]' node /opt/lab/fixtures/hosts/app.cjs > /tmp/up &
  exec redis-server --protected-mode no --save ''`;
const subnet = `fd00:bad:${process.pid.toString(16).slice(-4)}::/64`;
const owned = labels(ownerOf('test'));

let network: Docker.Network | undefined;
let containers: Docker.Container[] = [];
let addresses: string[] = [];
const started = (index: number) => ({ getId: () => containers[index]?.id ?? '' });

beforeAll(async () => {
  const { docker, image } = await prepare(() => undefined);
  network = await docker.createNetwork({
    ...{ Name: `badconn-ipv6-${process.pid}`, Labels: owned, EnableIPv6: true },
    IPAM: { Config: [{ Subnet: subnet }] },
  });
  const start = async (alias: string): Promise<Docker.Container> => {
    const name = `badconn-ipv6-${process.pid}`;
    const container = await docker.createContainer({
      ...{ Image: image, Labels: owned },
      Cmd: ['sh', '-c', command],
      HostConfig: { NetworkMode: name, CapAdd: ['NET_ADMIN'] },
      NetworkingConfig: { EndpointsConfig: { [name]: { Aliases: [alias] } } },
    });
    await container.start();
    return container;
  };
  containers = await Promise.all(['cache', 'app'].map(start));
  const { Networks } = (await containers[0]!.inspect()).NetworkSettings;
  const [its] = Object.values(Networks);
  addresses = [its?.IPAddress ?? '', its?.GlobalIPv6Address ?? ''];
  for (const address of addresses)
    while ((await seenAt(address, 'answer')) !== 'answer') await sleep(100);
});

afterAll(async () => {
  await Promise.all(containers.map((one) => one.remove({ force: true })));
  await network?.remove();
});

/** What a client that is not badconn's sees at an address. An end is waited for, silence is looked at for a while. */
async function seenAt(host: string, expected: string): Promise<string> {
  const socket = connect({ host, port });
  socket.on('connect', () => socket.write(asked.says));
  const seen = Promise.race([
    once(socket, 'data').then(() => 'answer'),
    once(socket, 'end').then(() => 'end'),
  ]).catch(({ code }: NodeJS.ErrnoException) => code ?? '');
  const told = await Promise.race([
    seen,
    sleep(expected === 'silence' ? 600 : 20_000, 'silence', { ref: false }),
  ]);
  socket.destroy();
  seen.catch(() => undefined);
  return told;
}

const both = (expected: string): Promise<string[]> =>
  Promise.all(addresses.map((address) => seenAt(address, expected)));

/** The rules in the network of the container, of both IP versions. */
const rules = (): Promise<string> => within('iptables-save; ip6tables-save');

async function within(script: string): Promise<string> {
  const docker = await engine();
  const container = docker.getContainer(started(0).getId());
  const exec = await container.exec({
    Cmd: ['sh', '-c', script],
    ...{ User: 'root', AttachStdout: true },
  });
  const stream = await exec.start({});
  let said = '';
  stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(stream, 'end');
  return said;
}

test('who comes by IPv6 meets a fault that is seen by IPv4, and the other way about', () =>
  inSlot(inject('slots'), async () => {
    const expected = [
      ['refused', 4, 'ECONNREFUSED'],
      ['silence', 6, 'silence'],
      ['unreachable', 6, 'EHOSTUNREACH'],
      ['vanished', 6, 'silence'],
      ['stalled', 6, 'silence'],
      ['cut', 4, 'end'],
    ] as const;
    for (const [name, ipVersion, seen] of expected) {
      const given = ipVersion === 6 ? { ...asked, ipVersion } : asked;
      await using broken = await breakConnection(started(0), name, given);
      expect(broken.host).toBe(addresses[ipVersion === 4 ? 0 : 1]);
      expect([name, ...(await both(seen))]).toEqual([name, seen, seen]);
      expect(await rules()).toContain(String(port));
    }
    expect(await both('answer')).toEqual(['answer', 'answer']);
    expect(await rules()).not.toMatch(/6379|badconn/);
  }));

test('the cause of a scenario shows over IPv6 as it does there, to a client of another container, too', () =>
  inSlot(inject('slots'), async () => {
    const from = started(1);
    {
      const given = { ...asked, from, ipVersion: 6 } as const;
      await using broken = await breakConnection(started(0), 'unreachable/firewall-reject', given);
      expect(broken).toMatchObject({
        made: 'cause',
        host: addresses[1],
        symptom: { code: 'EACCES' },
      });
      const packets = await broken.packets();
      expect(packets.filter(({ kind }) => kind === 'icmpv6').length).toBeGreaterThan(0);
    }
    // By the name, which has an address of both.
    await using broken = await breakConnection(started(0), 'silence', { ...asked, from });
    expect(broken).toMatchObject({ host: 'cache', symptom: { code: 'silence' } });
    expect(await both('silence')).toEqual(['silence', 'silence']);
    const mapped = { ...asked, ipVersion: 6, standing: 'mapped-port' } as const;
    await expect(breakConnection(started(1), 'silence', mapped)).rejects.toThrow(
      'no client comes there by IPv6',
    );
  }));

test('a certificate is what the fault says to a client that comes by IPv6', () =>
  inSlot(inject('slots'), async () => {
    const ca = await within(
      'until grep -q listening /tmp/up; do sleep 0.1; done; openssl x509 -in /tmp/own',
    );
    const expected = [
      ['certificate-expired', 'CERT_HAS_EXPIRED'],
      ['tls/certificate-wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ] as const;
    for (const [name, code] of expected) {
      const given = { port: securePort, scheme: 'https', ca: pemOf(ca), ipVersion: 6 } as const;
      await using broken = await breakConnection(started(0), name, given);
      expect(broken).toMatchObject({ host: addresses[1], symptom: { stage: 'tls', code } });
    }
    expect(await rules()).not.toMatch(/8443|badconn/);
  }));

/** Without the headers of a stream of the engine (Engine API, ContainerAttach). */
const pemOf = (said: string): string => /-----BEGIN[^]*END CERTIFICATE-----/.exec(said)?.[0] ?? '';
