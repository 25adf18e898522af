import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../harness/changes/index.ts';
import type { Lane } from '../../harness/engine/engine.ts';
import { casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { inFull } from '../../harness/symptom.ts';
import { noArtefacts } from '../../harness/run/artefacts.ts';
import { CaseRun } from '../../harness/run/case-run.ts';
import { connectDiagnoser, type FolderDiagnoser } from '../../harness/guest/connector.ts';
import type { NewEvent } from '../../harness/events.ts';
import { bring, type DiagnoserProgram } from '../../harness/guest/program.ts';
import { placementOf } from '../../harness/run/truth.ts';
import { answersNothing } from '../../harness/topology/lets-in.ts';
import { random } from '../../harness/topology/random.ts';
import type { IpVersion } from '../../harness/topology/topology.ts';
import { lanes, seed } from './lanes.ts';
import { differences, wordsOf, type LeakDifference, type Dump, type DumpedWords } from './leaks.ts';

// Silence takes most of the time, which computes nothing.
const pool = lanes(6);
const cases = (await loadScenarios()).flatMap(casesOf);
const folder = fileURLToPath(new URL('../../fixtures/diagnosers/cheats/in-lab', import.meta.url));
const lookingAround = (await connectDiagnoser(
  `cmd:${folder}:node looks-around.ts`,
)) as FolderDiagnoser;

/** What may differ between cases of one class, each with its reason. Whatever else does is a leak. */
const observations: readonly (readonly [RegExp, string])[] = [];

/** What differs from one moment to the next on any machine: it says nothing of the lab. */
const ofTheMoment: readonly (readonly [RegExp, string])[] = [
  [
    /^\/proc\/(buddyinfo|diskstats|interrupts|meminfo|softirqs|stat|uptime|vmstat|zoneinfo|schedstat|slabinfo|cgroups|key-users|locks|fs|irq|pressure|sysvipc|sys\/(fs|kernel\/random|kernel\/pty))\b/,
    'the kernel counts for all processes of the machine',
  ],
  [/^\/proc\/loadavg \[1,[1-4]\]/, 'the load of the machine'],
  [
    /^\/proc\/self\/net\/(softnet_stat|sockstat6?|stat|netlink|ptype|if_inet6|protocols)\b/,
    'counted for the whole machine, or sockets of the one who looks, by address of memory',
  ],
  [
    /^\/proc\/self\/(arch_status|auxv|maps|numa_maps|sched|schedstat|smaps|smaps_rollup|stat|statm|status|syscall|timers|wchan|io)\b/,
    'the process that looks',
  ],
  [/^\/proc\/self\/mountinfo \[\d+,[1-3]\]/, 'the next free numbers of the machine'],
  [/^file \/(dev|opt|\.dockerenv|etc\/mtab)\b/, 'made once for a lane, and as old as that'],
];

const isKnown = (at: string): boolean =>
  [...observations, ...ofTheMoment].some(([pattern]) => pattern.test(at));

const programs = new WeakMap<Lane, DiagnoserProgram>();

/** As a run does it: brought once, and before any lab. */
async function broughtTo(lane: Lane, diagnoser: FolderDiagnoser): Promise<DiagnoserProgram> {
  const program = programs.get(lane) ?? (await bring(lane, diagnoser));
  programs.set(lane, program);
  return { ...program, argv: diagnoser.argv };
}

class SeenEnough extends Error {}

/** What a diagnoser sees in the lab of a case, whose draws are those of its class. Nothing is mended then. */
async function dumpOf(
  lane: Lane,
  one: Case,
  draws: string,
  diagnoser = lookingAround,
): Promise<Dump> {
  const program = await broughtTo(lane, diagnoser);
  const events: NewEvent[] = [];
  const log = (event: NewEvent): void => {
    events.push(event);
    if (event.type === 'phase-started' && event.phase === 'mend') throw new SeenEnough();
  };
  const options = { seed, draws, program, log, deadlineMs: 60_000, keep: false };
  const vantages = ['client'] as const;
  const run = new CaseRun(lane, one, { ...options, vantages, artefacts: noArtefacts });
  const failure = await run.run();
  const said = events.find((event) => event.type === 'diagnosed');
  // A case that was looked at is left behind like any other.
  if (!said || !(failure instanceof SeenEnough))
    throw new Error(`${one.label} was not diagnosed: ${JSON.stringify(events)}`);
  return JSON.parse(said.conversation.stdout) as Dump;
}

/** So that a count which merely rises, or falls by chance, comes out the other way round once. */
const mostRounds = 10;

interface Audited {
  found: LeakDifference[];
  dumps: number;
}

/**
 * Looks at each case again and again, until nothing tells two of them apart, or it always has. All in one
 * lane, so that what differs is no property of a lane.
 */
const audit = (
  named: ReadonlyMap<string, (lane: Lane) => Promise<Dump>>,
  rounds = mostRounds,
  isTold = isKnown,
): Promise<Audited> => pool.use((lane) => auditIn(lane, named, rounds, isTold));

async function auditIn(
  lane: Lane,
  named: ReadonlyMap<string, (lane: Lane) => Promise<Dump>>,
  rounds: number,
  isTold: (at: string) => boolean,
): Promise<Audited> {
  const seen = new Map<string, DumpedWords[]>([...named.keys()].map((name) => [name, []]));
  let found: LeakDifference[] = [];
  let suspected = [...named.keys()];
  let dumps = 0;
  for (let round = 0; round < rounds && suspected.length > 0; round += 1) {
    // In another order each time, so that none is always the first.
    for (const name of random(seed, `round ${round}`).shuffle(suspected)) {
      const dump = await named.get(name)?.(lane);
      if (dump) seen.get(name)?.push(wordsOf(dump));
      dumps += 1;
    }
    if (round === 0) continue;
    found = differences(seen, isTold);
    suspected = [...new Set(found.flatMap(({ cases: pair }) => pair))];
  }
  return { found, dumps };
}

/** Draws by which hosts that stop a port answer nothing, or something else, over one IP version. */
const drawsOf = (isDark: boolean, ipVersion: IpVersion): string => {
  const sample = cases.find(({ id }) => id === 'timeout/host-firewall-drop')!;
  const found = [...Array(200).keys()]
    .map((turn) => `draws ${turn}`)
    .find((draws) => {
      const placed = placementOf(sample, seed, draws);
      return answersNothing(placed.letsIn) === isDark && placed.ipVersion === ipVersion;
    });
  if (found === undefined) throw new Error('no such draws');
  return found;
};

const silent = ['silent', 'silentButAlive'];

/**
 * Cases that a client cannot tell apart, with the draws that they share: what it is asked for is of the
 * same kind, and a connection that stood has left its traces in all of them or in none.
 */
const alike = cases.flatMap((one) => {
  const { target } = one.scenario;
  const { clientSees, symptom } = one.layers[0];
  if (clientSees === undefined) return [];
  return ([4, 6] as const)
    .filter((ipVersion) => one.axes.ipVersion.includes(ipVersion))
    .flatMap((ipVersion) => {
      const kind = `IPv${ipVersion}, ${target}, at ${inFull(symptom).stage}`;
      const [alive, dark] = [drawsOf(false, ipVersion), drawsOf(true, ipVersion)];
      return [
        { one, draws: alive, name: `${clientSees}, ${kind}` },
        ...(silent.includes(clientSees)
          ? [{ one, draws: dark, name: `nothing answers, ${kind}` }]
          : []),
      ];
    });
});
const several = [...Map.groupBy(alike, ({ name }) => name)].filter(
  ([, members]) => new Set(members.map(({ one }) => one.scenario.cause)).size > 1,
);

const told = (found: readonly LeakDifference[]): string[] =>
  found.map(({ at, cases: [one, other], seen: [a, b] }) => `${at}: ${one} ${a}, ${other} ${b}`);

test('there are classes to audit', () => {
  expect(several.length).toBeGreaterThanOrEqual(3);
  const [, nothing = []] =
    several.find(([name]) => /^nothing answers.*at connect$/.test(name)) ?? [];
  expect(nothing.map(({ one }) => one.scenario.cause)).toContain('host-down');
});

/** What would give a case away if a fault left it, by the place at which it must be found. */
const planted = {
  'content /var/tmp/note': ['sh', '-c', 'echo open-port > /var/tmp/note'],
  // A time alone: the folder is of the image, and what is in it is as it was.
  'file /srv': ['touch', '/srv'],
  '/proc/sys/net/ipv4/tcp_retries2': ['sysctl', '-qw', 'net.ipv4.tcp_retries2=14'],
  'ip -s -s neigh': [
    ...['ip', 'neigh', 'add', '198.51.100.7', 'lladdr', '02:00:00:00:00:07', 'dev', 'eth0'],
  ],
  'link /etc/localtime.old': ['ln', '-s', '/dev/null', '/etc/localtime.old'],
  'ip route show table all': ['ip', 'route', 'add', 'unreachable', '203.0.113.0/24'],
};
const plant: Change = {
  ...{ verb: 'plant', on: 'client', says: 'what gives a case away lies in the client' },
  apply: () => [
    ...Object.values(planted).map((argv) => ({ kind: 'run' as const, on: 'client', argv })),
    {
      ...{ kind: 'start', on: 'client', name: 'lines', program: 'line-server', ready: 'listening' },
      flags: { address: '127.0.0.1', port: '4321', answer: 'no' },
    },
  ],
  undo: () => [],
};

test('the audit finds each kind of leak that is planted', async () => {
  const clean = cases.find(({ id }) => id === 'refused/wrong-port');
  if (!clean) throw new Error('the scenario is missing');
  const leaky: Case = { ...clean, changes: [plant, ...clean.changes] };
  const argv = ['env', 'REMEDY=open-port', ...lookingAround.argv, '--most', '64'];
  const named = new Map([
    ['clean', (lane: Lane) => dumpOf(lane, clean, 'planted')],
    ['leaky', (lane: Lane) => dumpOf(lane, leaky, 'planted', { ...lookingAround, argv })],
  ]);
  const { found } = await audit(named, 2);
  const places = found.map(({ at }) => at.replace(/ \[\d+,\d+\]$/, ''));
  const others = [
    'taken numbers',
    'ss -aenotmi',
    '/proc/self/net/tcp',
    'environment',
    '/proc/self/cmdline',
  ];
  for (const place of [...Object.keys(planted), ...others]) expect(places).toContain(place);
}, 600_000);

describe.concurrent('no place in the client host tells the members of a class apart', () => {
  test.each(several)(
    '%s',
    async (name, members) => {
      const named = new Map(
        members.map(({ one, draws }) => [one.label, (lane: Lane) => dumpOf(lane, one, draws)]),
      );
      const { found, dumps } = await audit(named);
      process.stderr.write(
        `leak audit: ${name}: ${members.length} cases, ${dumps} dumps, ${found.length} differences\n`,
      );
      expect(told(found)).toEqual([]);
    },
    1_200_000,
  );
});

/** What is sent when a certificate is not accepted, and who closes the connection then. */
const ofTheFailure =
  /^(\/proc\/self\/net\/(dev|netstat|snmp6?|tcp6?)|\/sys\/class\/net\/eth0\/statistics|ss -) ?/;

/** On the same hosts at the same axes: what differs is what the server shows and speaks. */
const placedAs = ({ axes, scenario: { topology } }: Case): string =>
  JSON.stringify([
    topology.networks,
    Object.values(topology.hosts).map(({ role }) => role),
    { ...axes, scheme: [], firewall: [], letsIn: [] },
  ]);

const secure = [
  ...Map.groupBy(
    cases.filter(({ scenario: { target } }) => /^(wss|https):/.test(target)),
    (one) => `${one.scenario.target} ${placedAs(one)}`,
  ).values(),
]
  .filter((alike) => alike.length > 1)
  .map((alike): [name: string, Case[]] => [`IPv4, ${alike[0]?.scenario.target}`, alike]);

describe.concurrent('which certificate a server has is to be read on the wire alone', () => {
  test.each(secure)(
    '%s',
    async (name, members) => {
      const named = new Map(
        members.map((one) => [one.label, (lane: Lane) => dumpOf(lane, one, drawsOf(false, 4))]),
      );
      const { found, dumps } = await audit(
        named,
        mostRounds,
        (at) => isKnown(at) || ofTheFailure.test(at),
      );
      process.stderr.write(`leak audit: ${name}: ${members.length} cases, ${dumps} dumps\n`);
      expect(told(found)).toEqual([]);
    },
    1_200_000,
  );
});
