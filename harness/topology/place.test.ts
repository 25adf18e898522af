import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { causes } from '../../vocabulary/index.ts';
import { drawPoint } from './draw-point.ts';
import { place, urlOf, type Placement } from './place.ts';
import type { Axes } from './point.ts';
import { seedOf } from './sample-seed.ts';
import { axesOfTopology } from './shape.ts';
import {
  client,
  http,
  lan,
  machine,
  routed,
  router,
  server,
  webSocket,
  withResolver,
  type Topology,
} from './topology.ts';

beforeEach(() => {
  vi.stubEnv('BADCONN_SUBNETS', undefined);
});

const flat = lan({ client: client(), server: server(webSocket()) });
const long = routed({
  client: client(),
  first: router(),
  second: router(),
  server: server(http()),
});
const topologies: Topology[] = [flat, long];
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const names = fc.string({ minLength: 1, maxLength: 40 });
const topology = fc.constantFrom(...topologies);

/** At a point that the seed has for the topology. */
const placed = (topologyOf: Topology, seed: number, name: string, at = {}): Placement => {
  const axes: Axes = { ...axesOfTopology(topologyOf), scheme: ['ws'] };
  const point = { ...drawPoint(axes, seedOf(seed), name), ...at };
  return place(topologyOf, 'ws://server/live', seedOf(seed), name, point);
};

const interfaces = ({ lab }: Placement) =>
  lab.hosts.flatMap(({ name, interfaces: all }) => all.map((one) => ({ host: name, ...one })));

test('the same seed and case give the same lab, byte for byte', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      expect(JSON.stringify(placed(one, seed, name))).toBe(JSON.stringify(placed(one, seed, name)));
    }),
  );
});

test('other seeds, and other cases of one seed, give other labs', () => {
  const ofSeeds = [...Array(200).keys()].map((seed) => JSON.stringify(placed(flat, seed, 'a/b')));
  expect(new Set(ofSeeds).size).toBe(200);
  const ofCases = [...Array(200).keys()].map((n) => JSON.stringify(placed(flat, 7, `a/b ${n}`)));
  expect(new Set(ofCases).size).toBe(200);
});

test('addresses are unique, within the block, and not those of a network or a gateway', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      const all = interfaces(placed(one, seed, name)).flatMap(({ addresses }) => addresses);
      expect(new Set(all).size).toBe(all.length);
      for (const address of all) {
        const [, last] = /^10\.231\.\d{1,3}\.(\d{1,3})\/24$/.exec(address) ?? [];
        expect(Number(last), address).toBeGreaterThanOrEqual(2);
        expect(Number(last), address).toBeLessThanOrEqual(251);
      }
    }),
  );
});

test('hosts of one network share a subnet, and networks do not', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      const subnets = new Map<string, Set<string>>();
      for (const { network, addresses } of interfaces(placed(one, seed, name))) {
        const subnet = addresses[0]?.replace(/\.\d+\/24$/, '') ?? '';
        subnets.set(network, (subnets.get(network) ?? new Set()).add(subnet));
      }
      expect([...subnets.values()].every(({ size }) => size === 1)).toBe(true);
      expect(new Set([...subnets.values()].flatMap((set) => [...set])).size).toBe(subnets.size);
    }),
  );
});

test('ports are distinct, and the narrow range holds neither', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      const { aim, services, unusedPort, narrowRangeStart } = placed(one, seed, name);
      expect(services['server']?.port).toBe(aim.port);
      expect(unusedPort).not.toBe(aim.port);
      for (const port of [aim.port, unusedPort]) {
        expect(port).toBeGreaterThanOrEqual(1024);
        expect(port).toBeLessThan(narrowRangeStart);
      }
      expect(narrowRangeStart + 16).toBeLessThan(65_536);
      // The kernel prefers the parity of the range's start (ip-sysctl.rst, ip_local_port_range).
      expect(narrowRangeStart % 2).toBe(0);
    }),
  );
});

describe('nothing that a diagnoser can see tells the scenario', () => {
  const telling = [
    ...Object.keys(causes),
    ...Object.keys(causes).flatMap((cause) => cause.split('-').filter((word) => word.length > 3)),
    ...['client', 'server', 'router', 'badconn', 'lab', 'fault', 'broken', 'scenario'],
  ];

  test.each(Object.keys(causes))('%s', (cause) => {
    fc.assert(
      fc.property(topology, seeds, (one, seed) => {
        const { lab, aim } = placed(one, seed, `some-family/${cause}`);
        const visible = lab.hosts.flatMap(({ hostname, hostsFile, routes }) => [
          ...[hostname, ...hostsFile, ...routes],
        ]);
        const text = [...visible, urlOf(aim).replace(/^ws:/, '')].join('\n');
        const words = new Set(text.split(/[^a-z-]/));
        expect(telling.filter((word) => words.has(word))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

test('host names are distinct, and every host knows the name of the target', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      const { lab, addresses } = placed(one, seed, name);
      expect(new Set(lab.hosts.map(({ hostname }) => hostname)).size).toBe(lab.hosts.length);
      for (const { hostsFile } of lab.hosts) {
        expect(hostsFile).toEqual([expect.stringMatching(/^[\d.]+ [a-z]+\.[a-z]+\.test$/)]);
        expect(hostsFile[0]?.split(' ')[0]).toBe(addresses['server']);
      }
    }),
  );
});

test('where there is a resolver, the name of the target is in no file', () => {
  fc.assert(
    fc.property(seeds, names, (seed, name) => {
      const { lab, aim, addresses, records, domain } = placed(withResolver(long), seed, name);
      expect(aim.host).toBe(domain);
      expect(records[domain]).toBe(addresses['server']);
      for (const { hostsFile, resolvers } of lab.hosts) {
        expect({ hostsFile, resolvers }).toEqual({
          hostsFile: [],
          resolvers: [addresses['resolver']],
        });
      }
    }),
  );
});

test('the free address is of the network of the target, and no host has it', () => {
  fc.assert(
    fc.property(topology, seeds, names, (one, seed, name) => {
      const { addresses, freeAddress, lab } = placed(one, seed, name);
      const networkOf = (address = ''): string => address.replace(/\.\d+$/, '');
      expect(networkOf(freeAddress)).toBe(networkOf(addresses['server']));
      const all = lab.hosts.flatMap(({ interfaces: of }) => of.flatMap((each) => each.addresses));
      expect(all).not.toContain(`${freeAddress}/24`);
    }),
  );
});

test('the client is set to the address or to the name, and to the path of the target', () => {
  const aims = [...Array(60).keys()].map((seed) => placed(flat, seed, 'a/b'));
  const byAddress = aims.filter(({ aim, addresses }) => aim.host === addresses['server']);
  const byName = aims.filter(({ aim }) => aim.host.endsWith('.test'));
  expect(byAddress.length + byName.length).toBe(60);
  expect(Math.min(byAddress.length, byName.length)).toBeGreaterThan(10);
  expect(aims.every(({ aim }) => aim.scheme === 'ws' && aim.path === '/live')).toBe(true);
});

test('a lab for a person to read', () => {
  const { lab, ...rest } = placed(long, 7, 'timeout/host-firewall-drop');
  expect(rest).toMatchInlineSnapshot(`
    {
      "addresses": {
        "client": "10.231.35.213",
        "first": "10.231.35.154",
        "second": "10.231.46.84",
        "server": "10.231.23.235",
      },
      "aim": {
        "host": "yew.mail.test",
        "path": "/live",
        "port": 4983,
        "scheme": "ws",
      },
      "allAddresses": {
        "client": [
          "10.231.35.213",
        ],
        "first": [
          "10.231.35.154",
          "10.231.46.223",
        ],
        "second": [
          "10.231.46.84",
          "10.231.23.50",
        ],
        "server": [
          "10.231.23.235",
        ],
      },
      "believed": {
        "intendedName": "yew.mail.test",
      },
      "certificateAgeMs": 193602512,
      "daemons": [
        {
          "argv": [
            "/usr/sbin/sshd",
            "-D",
            "-e",
          ],
          "capabilities": [
            "chown",
            "dac_override",
            "fowner",
            "fsetid",
            "kill",
            "setgid",
            "setuid",
            "net_admin",
            "net_bind_service",
            "net_raw",
            "sys_chroot",
            "sys_ptrace",
          ],
          "name": "sshd",
          "on": "server",
          "ready": "Server listening",
        },
      ],
      "domain": "yew.mail.test",
      "firewall": "iptables",
      "freeAddress": "10.231.23.131",
      "ipVersion": 4,
      "letsIn": "all",
      "narrowRangeStart": 54592,
      "noise": "none",
      "ownNames": {
        "client": "willow.mail.test",
        "first": "elm.mail.test",
        "second": "alder.mail.test",
        "server": "oak.mail.test",
      },
      "records": {
        "alder.mail.test": "10.231.46.84",
        "elm.mail.test": "10.231.35.154",
        "oak.mail.test": "10.231.23.235",
        "willow.mail.test": "10.231.35.213",
        "yew.mail.test": "10.231.23.235",
      },
      "services": {
        "server": {
          "address": "0.0.0.0",
          "port": 4983,
          "program": "http-server",
        },
      },
      "target": "server",
      "unusedPort": 8945,
      "way": "hosts-file",
    }
  `);
  expect(lab.hosts.map(({ name, routes, sysctls }) => ({ name, routes, sysctls })))
    .toMatchInlineSnapshot(`
      [
        {
          "name": "client",
          "routes": [
            "10.231.46.0/24 via 10.231.35.154",
            "10.231.23.0/24 via 10.231.35.154",
          ],
          "sysctls": {},
        },
        {
          "name": "first",
          "routes": [
            "10.231.23.0/24 via 10.231.46.84",
          ],
          "sysctls": {
            "net.ipv4.ip_forward": "1",
            "net.ipv6.conf.all.forwarding": "1",
          },
        },
        {
          "name": "second",
          "routes": [
            "10.231.35.0/24 via 10.231.46.223",
          ],
          "sysctls": {
            "net.ipv4.ip_forward": "1",
            "net.ipv6.conf.all.forwarding": "1",
          },
        },
        {
          "name": "server",
          "routes": [
            "10.231.46.0/24 via 10.231.23.50",
            "10.231.35.0/24 via 10.231.23.50",
          ],
          "sysctls": {},
        },
      ]
    `);
});

test('urlOf puts the parts together', () => {
  expect(urlOf({ scheme: 'http', host: 'a.test', port: 81, path: '/b' })).toBe(
    'http://a.test:81/b',
  );
});

describe('over IPv6', () => {
  const placed6 = (one: Topology, seed: number, name: string): Placement =>
    placed(one, seed, name, { ipVersion: 6 });

  test('addresses are unique local ones, as the kernel prints them, and none occurs twice', () => {
    fc.assert(
      fc.property(topology, seeds, names, (one, seed, name) => {
        const placement = placed6(one, seed, name);
        const all = interfaces(placement).flatMap(({ addresses }) => addresses);
        expect(new Set(all).size).toBe(all.length);
        for (const address of all) {
          const [plain = '', length] = address.split('/');
          expect(length).toBe('64');
          expect(plain).toMatch(/^fd/);
          // The parser of URLs writes an address as RFC 5952 has it.
          expect(new URL(`http://[${plain}]/`).hostname).toBe(`[${plain}]`);
        }
        expect(all).not.toContain(`${placement.freeAddress}/64`);
      }),
    );
  });

  test('the url has the address in brackets, and the service listens on ::', () => {
    const aims = [...Array(40).keys()].map((seed) => placed6(flat, seed, 'a/b'));
    const [byAddress] = aims.filter(({ aim }) => aim.host.includes(':'));
    expect(byAddress && urlOf(byAddress.aim)).toMatch(/^ws:\/\/\[fd[0-9a-f:]+\]:\d+\/live$/);
    expect(byAddress?.services['server']?.address).toBe('::');
  });
});

test('a host that goes by a default route knows no other, and its routers know them all', () => {
  const plans = { ...long.hosts, client: client({ byDefaultRoute: true }) };
  const { lab, allAddresses } = placed({ ...long, hosts: plans }, 7, 'a/b');
  const routesOf = (host: string) => lab.hosts.find(({ name }) => name === host)?.routes;
  expect(routesOf('client')).toEqual([`default via ${allAddresses['first']?.[0]}`]);
  for (const host of ['first', 'second', 'server']) {
    expect(routesOf(host)?.join()).toMatch(/^[\d.]+\/24 via /);
  }
});

test('every machine beside the target has a name that all hosts know', () => {
  const { lab, addresses, ownNames } = placed(
    lan({ ...flat.hosts, neighbour: machine() }),
    7,
    'a/b',
  );
  for (const { hostsFile } of lab.hosts) {
    expect(hostsFile).toContain(`${addresses['neighbour']} ${ownNames['neighbour']}`);
  }
});
