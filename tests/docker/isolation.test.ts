import { describe, expect, test } from 'vitest';
import { connect } from '../../harness/engine/prepare/index.ts';
import { casesOf, loadScenarios } from '../../harness/registry.ts';
import { place } from '../../harness/topology/place.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(2);
const cases = (await loadScenarios()).flatMap(casesOf);

/** One case for each shape of lab: what its hosts are, how they are joined, and over which IP. */
const shapes = [
  ...new Map(
    cases.map((one) => {
      const { topology, ipVersion } = one.scenario;
      return [JSON.stringify([topology.networks, ipVersion]), one];
    }),
  ).values(),
];

/** Documentation addresses (RFC 5737, RFC 3849) stand for everything outside; nothing is sent. */
const outside = { 4: '192.0.2.1', 6: '2001:db8::1' };
/** Where a packet may go that leaves its host to no network: to neighbours of the link. */
const ofTheLink = ['fe80::/64', '::1', 'anycast', 'multicast'];

describe.each(shapes.map((one) => ({ name: one.name, one })))('the lab of $name', ({ one }) => {
  test('no host has a route out of it, nor an address of the machine', () =>
    pool.use(async (lane) => {
      const { topology, target, ipVersion = 4 } = one.scenario;
      const placement = place(topology, target, seed, one.name, ipVersion);
      const { lab: spec, addresses, allAddresses } = placement;
      const ofTheLab = Object.values(allAddresses).flat();
      const inside = spec.hosts.flatMap(({ interfaces }) =>
        interfaces.flatMap(({ addresses: own }) =>
          own.map((address) =>
            address.replace(/\.\d+\/24$/, '.0/24').replace(/::\w+\/64$/, '::/64'),
          ),
        ),
      );
      const lab = await lane.build(spec);
      try {
        for (const host of Object.keys(addresses)) {
          const show = async (...argv: string[]): Promise<string> =>
            (await lab.run({ host, argv, user: 'root' })).stdout.trim();
          const routes = (
            await show('ip', `-${ipVersion}`, 'route', 'show', 'table', 'all', 'type', 'unicast')
          )
            .split('\n')
            .map((line) => line.split(' ')[0] ?? '')
            .filter((route) => ipVersion === 4 || !ofTheLink.includes(route));
          expect(routes.length).toBeGreaterThan(0);
          for (const route of routes) expect([...inside, 'default']).toContain(route);
          const other = ipVersion === 4 ? 6 : 4;
          expect(await show('ip', `-${other}`, 'route', 'show', 'default')).toBe('');
          const lookup = await lab.run({
            host,
            argv: ['ip', 'route', 'get', outside[ipVersion]],
            user: 'root',
          });
          // A default route leads to a router of the lab, which is looked at as well.
          const gateway = / via (\S+)/.exec(lookup.stdout)?.[1];
          if (routes.includes('default')) expect(ofTheLab).toContain(gateway);
          else expect(lookup.stderr).toContain('unreachable');
        }
      } finally {
        expect(await lab.close()).toEqual([]);
      }
    }));
});

test('the container of a lane is on no network of the engine', () =>
  pool.use(async () => {
    const docker = await connect();
    const label = [`badconn.pid=${process.pid}`];
    const own = await docker.listContainers({ filters: { label } });
    expect(own.length).toBeGreaterThan(0);
    for (const { NetworkSettings, Mounts } of own) {
      // An engine may be on another machine, where no folder of this one can be mounted.
      expect(Mounts.filter(({ Type }) => Type === 'bind')).toEqual([]);
      expect(Object.keys(NetworkSettings.Networks)).toEqual(['none']);
      expect(NetworkSettings.Networks['none']?.IPAddress).toBe('');
    }
  }));

test('a diagnoser has no rights, and nothing that it sees names the scenario', () =>
  pool.use(async (lane) => {
    const one = cases.find(({ id }) => id === 'timeout/host-firewall-drop');
    if (!one) throw new Error('the scenario is missing');
    const { topology, target, ipVersion } = one.scenario;
    const lab = await lane.build(place(topology, target, seed, one.name, ipVersion).lab);
    try {
      const look =
        'id -u; grep -E "^Cap|NoNewPrivs" /proc/self/status; env; hostname; cat /etc/hosts /proc/mounts; cat /proc/[0-9]*/cmdline | tr "\\0" " "; ls -a /tmp /run /opt/diagnoser 2>/dev/null';
      const seen = await lab.run({ host: 'client', argv: ['sh', '-c', look], user: 'guest' });
      expect(seen.stdout).toMatch(/^[2-5]\d{4}\n/);
      expect(seen.stdout).toMatch(/CapBnd:\s0{16}/);
      expect(seen.stdout).toMatch(/CapEff:\s0{16}/);
      expect(seen.stdout).toMatch(/NoNewPrivs:\s1/);
      for (const word of ['firewall', 'timeout/', 'drop', 'badconn', 'scenario']) {
        expect(seen.stdout).not.toContain(word);
      }
    } finally {
      await lab.close();
    }
  }));
