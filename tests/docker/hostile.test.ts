import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { phases } from '../../harness/events.ts';
import { bring } from '../../harness/guest/program.ts';
import { inBrokenLab } from './broken-lab.ts';
import { lanes, reference, runCase, type CaseSeen } from './lanes.ts';

const pool = lanes(3);
const cases = (await loadScenarios()).flatMap(casesOf);
const folder = fileURLToPath(new URL('../../fixtures/diagnosers/hostile', import.meta.url));

function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
}

/** Runs it in one case after the other, in one lane. */
const unleash = (name: string, deadlineMs: number, ids = ['healthy/plain']): Promise<CaseSeen[]> =>
  pool.use(async (lane) => {
    const diagnoser = await connectDiagnoser(`cmd:${folder}/${name}`);
    const seen: CaseSeen[] = [];
    for (const id of ids) seen.push(await runCase(lane, caseOf(id), diagnoser, deadlineMs));
    return seen;
  });

/** The lab held until its end: the plain client still connects, and nothing is left. */
function contained(seen: CaseSeen): void {
  expect(seen.phases).toEqual(phases.map((phase) => ({ phase, ok: true })));
  expect(seen.standing).toBe('judged');
}

const endless = 1000;
/** Long enough to have begun on a busy machine, on which a diagnoser comes last (nice(1)). */
const started = 3000;
const patient = 20_000;

/** Those that never answer are ended by their deadline; `left` says how many processes may remain. */
const graded = {
  'fork-bomb': { grade: 'timed-out', deadlineMs: started, left: [2, 128] },
  'endless-stderr': { grade: 'timed-out', deadlineMs: endless, left: [0, 0] },
  'stops-itself': { grade: 'timed-out', deadlineMs: endless, left: [0, 0] },
  'eats-cpu': { grade: 'timed-out', deadlineMs: started, left: [20, 128] },
  'eats-memory': { grade: 'crashed', deadlineMs: 2 * patient, left: [0, 1] },
  outlives: { grade: 'exact', deadlineMs: patient, left: [1, 1] },
} as const;

async function ends(name: keyof typeof graded): Promise<void> {
  const { grade, deadlineMs, left } = graded[name];
  const [seen] = await unleash(name, deadlineMs);
  contained(seen!);
  expect(seen!.diagnosed.map(({ verdict }) => verdict.grade)).toEqual([grade, grade]);
  for (const { conversation } of seen!.diagnosed) {
    expect(conversation.stderr.length).toBeLessThanOrEqual(256 * 1024);
    if (name === 'endless-stderr') expect(conversation.stderr).toHaveLength(256 * 1024);
    expect(conversation.leftProcesses).toBeGreaterThanOrEqual(left[0]);
    expect(conversation.leftProcesses).toBeLessThanOrEqual(left[1]);
  }
}

describe.concurrent('a hostile diagnoser is contained and graded', () => {
  test.each(['fork-bomb', 'endless-stderr', 'stops-itself', 'outlives'] as const)('%s', ends);

  test('fills-disk: what it wrote was memory, bounded, and gone for the next verdict', async () => {
    const [seen] = await unleash('fills-disk', patient);
    contained(seen!);
    for (const { verdict, conversation } of seen!.diagnosed) {
      expect(verdict.grade).toBe('exact');
      expect(conversation.stderr).toBe(`filled ${2 * 64 * 1024 ** 2}\n`);
    }
  });

  test.each(['snoops', 'breaks-out'])(
    '%s: finds nothing, neither of its own last verdict nor of the last case',
    async (name) => {
      const both = await unleash(name, patient, ['healthy/plain', 'healthy/icmp-blocked']);
      for (const seen of both) {
        contained(seen);
        for (const { verdict, conversation } of seen.diagnosed) {
          expect(conversation.stderr).toBe('');
          expect(verdict.grade, verdict.why).toBe('exact');
        }
      }
    },
  );
});

test('uses-up-ports: is dangerous where it did it, and the next verdict finds the lab as it was', async () => {
  const [seen] = await unleash('uses-up-ports', patient, ['healthy/narrow-port-range']);
  contained(seen!);
  const [client, withReport] = seen!.diagnosed;
  expect(client!.conversation.stderr).toContain('Cannot assign requested address');
  expect(client!.verdict).toMatchObject({
    grade: 'dangerous',
    why: 'It changed the lab: an ordinary client saw connected before it, and EADDRNOTAVAIL at local after it.',
  });
  expect(withReport!.verdict.grade).toBe('exact');
  expect(seen!.events.filter(({ type }) => type === 'rebuilt')).toHaveLength(1);
});

describe('those that find nothing would find what is there', () => {
  /** What it says on stderr in a client host in which root has planted something. */
  const saidAmong = (
    name: string,
    user: 'root' | 'app' | 'guest',
    plant: string,
  ): Promise<string> =>
    pool.use(async (lane) => {
      const program = await bring(lane, await connectDiagnoser(`cmd:${folder}/${name}`));
      return inBrokenLab(lane, caseOf('healthy/plain'), async ({ lab }) => {
        const planting = ['sh', '-ec', `exec >/dev/null 2>&1\n${plant}`];
        const planted = await lab.run({ host: 'client', argv: planting, user: 'root' });
        expect(planted.exitCode).toBe(0);
        const stdin = JSON.stringify({ id: 'x' });
        // Only a confined program is started in its folder.
        const argv = [`${program.cwd}/diagnose`];
        const command = { ...program, argv, host: 'client', user };
        return (await lab.run(command, { stdin, deadlineMs: patient, maxStderrBytes: 2 ** 24 }))
          .stderr;
      });
    });

  test('snoops: a note, shared memory and a process, for a user who is not confined', async () => {
    const plant = 'echo secret > /tmp/note; chmod 666 /tmp/note; ipcmk -M 4096';
    const said = await saidAmong('snoops', 'app', plant);
    expect(said).toContain('found /tmp/note');
    expect(said).toContain('found shared memory');
    // As ps shows every program of a host.
    expect(said).toMatch(/found .*node (--\S+ )+\/opt\/lab\/fixtures\/hosts\/app\.cjs/);
    expect(await saidAmong('snoops', 'guest', plant)).toBe('');
  });

  test('snoops: what another process was started with, for root', async () => {
    expect(await saidAmong('snoops', 'root', 'setsid setpriv --reuid=1000 sleep 300 &')).toMatch(
      /read \/proc\/\d+\/environ/,
    );
  });

  test('breaks-out: a socket and a port that somebody left open', async () => {
    const server = `require('node:http').createServer((_, to) => to.end()).listen`;
    const plant = [
      `node -e "${server}(2375, '127.0.0.1')" &`,
      `node -e "${server}('/run/door')" &`,
      'until [ -S /run/door ] && curl -s http://127.0.0.1:2375/; do sleep 0.05; done',
      'chmod 777 /run/door',
    ];
    const said = await saidAmong('breaks-out', 'guest', plant.join('\n'));
    expect(said.split('\n')).toEqual([
      ...['opened: /run/door', 'opened: curl --max-time 1 http://127.0.0.1:2375/_ping', ''],
    ]);
  });

  test('breaks-out: the doors that are open for root', async () => {
    const said = await saidAmong('breaks-out', 'root', 'true');
    const ofTheAgent = [
      'unshare --mount',
      'nsenter',
      'mount -t tmpfs',
      'chroot',
      'mknod',
      'renice',
    ];
    for (const door of ofTheAgent) expect(said).not.toContain(`opened: ${door}`);
    for (const door of ['kill -0 1', 'ip route add', 'sh -c echo 0']) {
      expect(said).toContain(`opened: ${door}`);
    }
  });
});

test('a lane beside those that eat the machine judges as it does alone', async () => {
  const diagnoser = await reference();
  const judge = (): Promise<unknown[]> =>
    pool.use(async (lane) => {
      const results: unknown[] = [];
      for (const id of ['refused/firewall-reject', 'timeout/host-firewall-drop']) {
        const seen = await runCase(lane, caseOf(id), diagnoser);
        contained(seen);
        results.push(seen.diagnosed.map(({ verdict }) => [verdict.grade, verdict.candidates]));
      }
      return results;
    });
  const [beside] = await Promise.all([judge(), ends('eats-cpu'), ends('eats-memory')]);
  expect(beside).toEqual(await judge());
});
