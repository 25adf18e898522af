import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { phases } from '../../harness/events.ts';
import { openEngine } from '../../harness/engine/open.ts';
import { seedOf } from '../../harness/topology/sample-seed.ts';
import { lanesFolder, prepareLocal, whyNotLocal } from '../../machine/local/index.ts';
import { CommandLine } from './command-line.ts';

const whyNot = whyNotLocal();
if (whyNot !== undefined) process.stderr.write(`No local engine here: ${whyNot}.\n`);
beforeAll(async () => {
  if (whyNot === undefined) await prepareLocal((line) => process.stderr.write(`${line}\n`));
}, 300_000);

interface Left {
  notes: string[];
  groups: string[];
  processes: string[];
}

const readOr = (file: string, otherwise = ''): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

interface Note {
  labels: Record<string, string>;
  groups: string[];
  pid?: number;
}

/** The notes of a process's lanes, by name. */
const notesOf = (pid: number): Map<string, Note> =>
  new Map(
    (existsSync(lanesFolder()) ? readdirSync(lanesFolder()) : [])
      .map((name) => [name, JSON.parse(readOr(`${lanesFolder()}/${name}`, '{}')) as Note] as const)
      .filter(([, { labels }]) => labels?.['badconn.pid'] === String(pid)),
  );

/** What is there of lanes, by what was noted of them while they stood. */
function standing(pid: number, noted: ReadonlyMap<string, Note>): Left {
  const groups = [...noted.values()].flatMap((note) => note.groups).filter(existsSync);
  const names = [...noted.keys()];
  const isOfLane = (process: string): boolean => {
    const own = readOr(`/proc/${process}/cgroup`);
    return names.some((name) => own.includes(name));
  };
  return {
    notes: [...notesOf(pid).keys()],
    groups,
    processes: readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOfLane(name)),
  };
}

const nothing: Left = { notes: [], groups: [], processes: [] };

/** What is left once ten seconds have passed, or nothing is. */
async function leftOf(pid: number, noted: ReadonlyMap<string, Note>): Promise<Left> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (Object.values(standing(pid, noted)).flat().length === 0) return nothing;
    await sleep(100);
  }
  return standing(pid, noted);
}

const onLocal = (ids: string[], ...flags: string[]): CommandLine =>
  CommandLine.run(ids, ['--engine', 'local', ...flags]);

// The scenario in which every phase lasts long enough to be met.
const slow = 'timeout/security-group';

describe.skipIf(whyNot !== undefined)('nothing of the local engine is left', () => {
  test.each(phases)('by a run that is killed with -9 in the phase %s', async (phase) => {
    const run = onLocal([slow]);
    const pid = run.child.pid ?? 0;
    await run.until((event) => event.type === 'phase-started' && event.phase === phase);
    const noted = notesOf(pid);
    // One for each vantage of a silent case.
    expect(standing(pid, noted).notes).toHaveLength(2);
    run.child.kill('SIGKILL');
    expect(await leftOf(pid, noted)).toEqual(nothing);
  });

  test('by a run that is killed while its lane is being opened', async () => {
    const run = onLocal([slow]);
    const pid = run.child.pid ?? 0;
    await run.until((event) => event.type === 'run-started');
    const noted = notesOf(pid);
    run.child.kill('SIGKILL');
    await sleep(500);
    expect(await leftOf(pid, noted)).toEqual(nothing);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by a run that gets %s; it exits with 130',
    async (signal) => {
      const run = onLocal([slow, 'healthy']);
      const pid = run.child.pid ?? 0;
      await run.until((event) => event.type === 'phase-started' && event.phase === 'diagnose');
      const noted = notesOf(pid);
      run.child.kill(signal);
      expect((await run.ended).code).toBe(130);
      expect(standing(pid, noted)).toEqual(nothing);
    },
  );

  test('by exec, whose command has the lab for itself', async () => {
    const command = ['sh', '-c', 'echo in $TARGET; exit 7'];
    const argv = ['exec', 'refused/loopback-bind', '--at', 'scheme=ws', '--engine', 'local', '--'];
    const line = new CommandLine([...argv, ...command]);
    const { code, stdout } = await line.ended;
    expect(code).toBe(7);
    expect(stdout).toMatch(/^in ws:\/\//);
    expect(notesOf(line.child.pid ?? 0).size).toBe(0);
  });

  test('by --keep once badconn clean was called; until then the broken lab stands', async () => {
    const run = onLocal(['refused/loopback-bind'], '--keep');
    expect((await run.ended).code).toBe(0);
    const pid = run.child.pid ?? 0;
    const noted = notesOf(pid);
    // A later run sweeps what the dead have left, and leaves this.
    expect((await onLocal(['healthy/plain']).ended).code).toBe(0);
    expect(noted.size).toBe(1);
    const [[name] = []] = noted;
    expect(standing(pid, noted).notes).toEqual([name]);
    expect((await new CommandLine(['clean']).ended).stdout).toContain(`removed lane ${name}`);
    expect(await leftOf(pid, noted)).toEqual(nothing);
  });
});

describe.skipIf(whyNot !== undefined)('the local engine', () => {
  test('runs two at once, and both pass', async () => {
    const runs = [1, 2].map((seed) =>
      onLocal(['refused', 'healthy/plain'], '--seed', seedOf(seed), '--jobs', '2'),
    );
    const codes = await Promise.all(runs.map(async ({ ended }) => (await ended).code));
    expect(codes).toEqual([0, 0]);
  });

  test('runs no image, and says what to do', async () => {
    const { code, stderr } = await onLocal(['healthy/plain'], '--diagnoser', 'image:x').ended;
    expect(code).toBe(2);
    expect(stderr).toContain('--diagnoser is image:x, and the engine has no images');
  });

  test('shows nothing of the machine to its lanes: no file, no network, no process', async () => {
    const engine = await openEngine(() => undefined, undefined, 'local');
    try {
      const lane = await engine.openLane();
      const host = {
        ...{ name: 'a', hostname: 'a', interfaces: [], routes: [], hostsFile: [] },
        ...{ resolvers: [], sysctls: {} },
      };
      const lab = await lane.build({ networks: [], hosts: [host] });
      const said = async (...argv: string[]): Promise<string> =>
        (await lab.run({ host: 'a', argv, user: 'root' })).stdout.trim();
      expect(await said('cat', '/sys/class/net/lo/ifindex', '/proc/net/dev')).toContain('lo:');
      expect(await said('sh', '-c', 'ip -o link | wc -l')).toBe('1');
      expect(await said('sh', '-c', 'ls -d /proc/[0-9]* | wc -l')).toMatch(/^[1-9]$/);
      expect(await said('ls', import.meta.filename)).toBe('');
      expect(await said('sh', '-c', 'cut -d" " -f5 /proc/self/mountinfo | sort -u')).not.toContain(
        lanesFolder(),
      );
      expect(await lab.close()).toEqual([]);
    } finally {
      await engine.close();
    }
  });

  test('is no more than what is told by doctor', async () => {
    const { code, stdout } = await new CommandLine(['doctor', '--engine', 'local']).ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ met +a lab +two hosts stood, with a firewall/m);
    expect(stdout).toMatch(/^· unused +Docker engine/m);
  });
});
