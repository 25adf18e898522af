import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandOutcome } from '../../harness/engine/engine.ts';
import { dropPackets, rebind, type Change } from '../../harness/changes/index.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { client, lan, server, webSocket } from '../../harness/topology/topology.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(1);
const root = fileURLToPath(new URL('../..', import.meta.url));
const topology = lan({ client: client(), server: server(webSocket()) });

/** The package as people have it, with what it depends on. */
let tar: Buffer;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-ssh-'));
  const build = ['tsc', '-p', 'tsconfig.build.json', '--outDir', `${folder}/dist`];
  await execa('npx', build, { cwd: root });
  await execa('cp', ['collector/collect.sh', `${folder}/dist/collector/`], { cwd: root });
  const list = ['ls', '--omit=dev', '--all', '--parseable'];
  const { stdout: packages } = await execa('npm', list, { cwd: root, lines: true });
  // What is below another comes with it.
  const isNested = (path: string): boolean =>
    packages.slice(1).some((one) => path.startsWith(`${one}/`));
  const installed = packages
    .slice(1)
    .filter((path) => !isNested(path))
    .map((path) => relative(root, path));
  const parts = ['cli/badconn.js', 'package.json', ...installed];
  const { stdout } = await execa('tar', ['-c', '-C', root, ...parts, '-C', folder, 'dist'], {
    encoding: 'buffer',
  });
  tar = Buffer.from(stdout);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const keys = `
mkdir -p ~/.ssh && chmod 700 ~/.ssh
ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519
printf 'StrictHostKeyChecking accept-new\\nBatchMode yes\\n' > ~/.ssh/config
cat ~/.ssh/id_ed25519.pub`;

/** `badconn diagnose` in the client of a broken lab, with the server looked at over real ssh. */
const diagnosed = (fault: Change, user: string): Promise<CommandOutcome> =>
  pool.use(async (lane) => {
    await lane.unpack('/opt/badconn', tar);
    const one = {
      label: `ssh ${fault.says}`,
      scenario: { topology, target: 'ws://server/' },
    } as const;
    // Whatever the seed draws of firewalls, this one lets ssh in.
    await using open = await openLab(lane, one, { seed, given: { letsIn: 'all' } });
    const { lab, session } = open;
    const env = { HOME: '/home/app' };
    const at = { host: 'client', user: 'app' as const, env };
    const { stdout: key } = await lab.run({ ...at, argv: ['sh', '-c', keys] });
    const admit = 'umask 077; mkdir -p /root/.ssh; cat > /root/.ssh/authorized_keys';
    const onServer = { host: 'server', argv: ['sh', '-c', admit], user: 'root' as const };
    await lab.run(onServer, { stdin: key });
    await session.apply(fault);
    const ssh = `ssh://${user}@${new URL(session.url).hostname}`;
    const argv = ['node', '/opt/badconn/cli/badconn.js', 'diagnose', session.url];
    const command = { ...at, argv: [...argv, '--server', ssh, '--json'] };
    return await lab.run(command, { deadlineMs: 60_000 });
  });

describe('a real connection, with the server looked at over ssh', () => {
  test.each([
    ['host-firewall-drop', dropPackets('server')],
    ['loopback-bind', rebind('server', 'loopback')],
  ])('%s is exact', async (cause, fault) => {
    const { stdout, stderr, exitCode } = await diagnosed(fault, 'root');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'diagnosed', candidates: [cause] });
  });

  test('that does not let one in is said in the words of ssh, with the command to try', async () => {
    const { stdout, stderr, exitCode } = await diagnosed(rebind('server', 'loopback'), 'nobody');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('Permission denied');
    expect(stderr).toMatch(/Next: ssh nobody@\S+ true/);
  });
});
