import { describe, expect, test } from 'vitest';
import { connect } from '../../machine/index.ts';
import { atPoint, casesOf, type Case } from '../../harness/case/case.ts';
import { defaultPoint } from '../../harness/topology/draw-point.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { captureDuring } from '../capture-during.ts';
import { readPcap, type Packet } from '../../harness/witness/pcap.ts';
import { inBrokenLab, printed, type BrokenLab } from './broken-lab.ts';
import type { Point } from '../../harness/topology/point.ts';
import { lanes } from './lanes.ts';

/** The packets of TCP in a capture. */
const tcpIn = (pcap: Buffer): Packet[] => readPcap(pcap).filter(({ kind }) => kind === 'tcp');

const pool = lanes(4);
const cases = (await loadScenarios()).flatMap(casesOf);
const caseOf = (name: string, at: Partial<Point> = {}): Case => {
  const one = cases.find(({ label }) => label === name)!;
  return atPoint(one, { ...defaultPoint(one.axes), ...at });
};

/** A broken case for each shape of lab: what its hosts are, how they are joined, and over which IP. */
const shapes = [
  ...new Map(
    cases
      .filter(({ layers: [{ cause }] }) => cause !== 'none')
      .flatMap((one) =>
        one.axes.ipVersion.map((ipVersion) => {
          const placed = atPoint(one, { ...defaultPoint(one.axes), ipVersion });
          const name = JSON.stringify([one.scenario.topology.networks, ipVersion]);
          return [name, { ...placed, label: `${one.label}, IPv${ipVersion}` }] as const;
        }),
      ),
  ).values(),
];
/** Documentation addresses (RFC 5737, RFC 3849) stand for everything outside; nothing is sent. */
const outside = { 4: '192.0.2.1', 6: '2001:db8::1' };
/** Where a packet may go that leaves its host to no network: to neighbours of the link. */
const ofTheLink = ['fe80::/64', '::1', 'anycast', 'multicast'];
const networkOf = (address: string): string =>
  address.replace(/\.\d+$/, '.0/24').replace(/::\w+$/, '::/64');

describe.concurrent.each(shapes.map((one) => ({ name: one.label, one })))(
  'the lab of $name',
  ({ one }) => {
    test('no host has a route out of it, nor an address of the machine', () =>
      pool.use((lane) =>
        inBrokenLab(lane, one, async ({ lab, placement }) => {
          const { lab: spec, addresses, allAddresses, freeAddress, ipVersion } = placement;
          const ofTheLab = Object.values(allAddresses).flat();
          const inside = [...ofTheLab, freeAddress].map(networkOf);
          // A client whose IPv6 is off has no route at all.
          let routed = 0;
          for (const host of Object.keys(addresses)) {
            const show = (...argv: string[]): Promise<string> => printed(lab, host, 'ip', ...argv);
            const unicast = ['route', 'show', 'table', 'all', 'type', 'unicast'];
            const routes = (await show(`-${ipVersion}`, ...unicast))
              .split('\n')
              .map((line) => line.split(' ')[0] ?? '')
              .filter((route) => route !== '' && (ipVersion === 4 || !ofTheLink.includes(route)));
            routed += routes.length;
            for (const route of routes) expect([...inside, 'default']).toContain(route);
            const other = ipVersion === 4 ? 6 : 4;
            expect(await show(`-${other}`, 'route', 'show', 'default')).toBe('');
            const { interfaces } = spec.hosts.find(({ name }) => name === host)!;
            const links = (await show('-o', 'link', 'show')).split('\n');
            expect(links).toHaveLength(interfaces.length + 1);
            const argv = ['ip', 'route', 'get', outside[ipVersion]];
            const lookup = await lab.run({ host, argv, user: 'root' });
            // A default route leads to a router of the lab, which is looked at as well.
            const gateway = / via (\S+)/.exec(lookup.stdout)?.[1];
            if (routes.includes('default')) expect(ofTheLab).toContain(gateway);
            else expect(lookup.stderr).toContain('unreachable');
          }
          expect(routed).toBeGreaterThan(0);
        }),
      ));
  },
);

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

describe('labs that stand side by side', () => {
  /** Breaks each case in a lane of its own; all stand while `work` looks at them. */
  const together = (
    [one, ...rest]: readonly Case[],
    work: (labs: readonly BrokenLab[]) => Promise<void>,
    standing: readonly BrokenLab[] = [],
  ): Promise<void> =>
    one === undefined
      ? work(standing)
      : pool.use((lane) =>
          inBrokenLab(lane, one, (broken) => together(rest, work, [...standing, broken])),
        );

  const various = [
    caseOf('refused/loopback-bind'),
    caseOf('timeout/security-group'),
    caseOf('dns/resolver-silent'),
    caseOf('timeout/host-firewall-drop', { firewall: 'ufw' }),
  ];

  const hostsOf = ({ placement }: BrokenLab): string[] =>
    placement.lab.hosts.map(({ name }) => name);

  /** What a command prints on each host of each lab, by the number of its lab. */
  const everywhere = async (labs: readonly BrokenLab[], ...argv: string[]): Promise<string[][]> =>
    Promise.all(
      labs.map((broken) =>
        Promise.all(hostsOf(broken).map((host) => printed(broken.lab, host, ...argv))),
      ),
    );

  test('see neither processes nor ports nor names nor files of each other', () =>
    together(various, async (labs) => {
      const marks = labs.map((_, index) => `mark-of-lab-${index}`);
      for (const [index, { lab }] of labs.entries()) {
        const mark = marks[index]!;
        const port = String(2001 + index);
        const plant = [
          // A background process that holds the pipes would keep the command from ending.
          'exec >/dev/null 2>&1',
          `cp /bin/sleep /tmp/${mark} && /tmp/${mark} 300 &`,
          `echo ${mark} > /dev/shm/${mark}; echo ${mark} > /run/${mark}; hostname ${mark}`,
          `echo '10.9.9.9 ${mark}.test' >> /etc/hosts`,
          `node -e 'require("net").createServer().listen(${port},()=>console.log(1))' >/tmp/up &`,
          'while ! grep -q 1 /tmp/up 2>/dev/null; do sleep 0.05; done',
        ];
        const argv = ['setsid', 'sh', '-c', plant.join('\n')];
        await lab.run({ host: 'client', argv, user: 'root' });
      }
      const views = {
        processes: ['ps', '-e', '-o', 'args'],
        files: ['sh', '-c', 'ls /tmp /dev/shm /run; cat /dev/shm/* /run/mark* 2>/dev/null'],
        names: ['sh', '-c', 'hostname; cat /etc/hosts'],
      };
      for (const [what, argv] of Object.entries(views)) {
        const seen = await everywhere(labs, ...argv);
        for (const [index, hosts] of seen.entries()) {
          // What was planted in a client is seen there, and in no other host of any lab.
          expect(hosts[hostsOf(labs[index]!).indexOf('client')], what).toContain(marks[index]);
          const others = marks.filter((_, other) => other !== index);
          for (const mark of others) expect(hosts.join('\n'), what).not.toContain(mark);
        }
      }
      const ports = await everywhere(labs, 'ss', '-ltnH', 'sport >= :2001 and sport <= :2004');
      expect(ports.map((hosts) => hosts.join('\n').match(/:200\d/g))).toEqual(
        labs.map((_, index) => [`:${2001 + index}`]),
      );
    }));

  test('send no packet to each other, though all have the same addresses', async () => {
    const dropped = caseOf('timeout/host-firewall-drop');
    // The same name draws the same lab: the first is broken, and the second is not.
    const plain = { ...dropped, changes: dropped.layers[0].mending.changes };
    await together([dropped, plain], async ([broken, whole]) => {
      expect(broken!.placement.addresses).toEqual(whole!.placement.addresses);
      const ends = { client: 'client', server: 'server' };
      const { result: own, pcaps } = await captureDuring(broken!.lab, ends, () =>
        captureDuring(whole!.lab, ends, () => whole!.session.attempt()),
      );
      expect(own.result.code).toBe('connected');
      expect(tcpIn(own.pcaps.server).length).toBeGreaterThan(3);
      expect([...tcpIn(pcaps.client), ...tcpIn(pcaps.server)]).toEqual([]);
      // The rule of the one is no rule of the other.
      expect((await broken!.session.attempt('silence')).code).toBe('silence');
      expect((await whole!.session.attempt()).code).toBe('connected');
    });
  });
});

const telling: [string, Partial<Point>, string[]][] = [
  ['timeout/host-firewall-drop', { firewall: 'ufw' }, ['firewall', 'timeout', 'drop', 'ufw']],
  [
    'refused/transparent-proxy-gone',
    { noise: 'listeners' },
    ['refused', 'transparent', 'proxy', 'gone', 'redirect', 'noise'],
  ],
];

describe.each(telling)('a diagnoser in %s', (name, at, words) => {
  test('has no rights, and nothing that it sees names the scenario', () =>
    pool.use((lane) =>
      inBrokenLab(lane, caseOf(name, at), async ({ lab }) => {
        const look =
          'id -u; grep -E "^Cap|NoNewPrivs" /proc/self/status; env; hostname; cat /etc/hosts /proc/mounts; cat /proc/[0-9]*/cmdline | tr "\\0" " "; ls -a /tmp /run /opt/diagnoser 2>/dev/null';
        const seen = await lab.run({ host: 'client', argv: ['sh', '-c', look], user: 'guest' });
        expect(seen.stdout).toMatch(/^[2-5]\d{4}\n/);
        expect(seen.stdout).toMatch(/CapBnd:\s0{16}/);
        expect(seen.stdout).toMatch(/CapEff:\s0{16}/);
        expect(seen.stdout).toMatch(/NoNewPrivs:\s1/);
        for (const word of [...words, 'badconn', 'scenario'])
          expect(seen.stdout).not.toContain(word);
      }),
    ));
});
