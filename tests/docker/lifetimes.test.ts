import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepare } from '../../machine/index.ts';
import { phases } from '../../harness/events.ts';
import { seedOf } from '../../harness/topology/sample-seed.ts';
import { CommandLine } from './command-line.ts';
import { forwardEngine } from './forward-engine.ts';

let docker: Docker;
beforeAll(async () => {
  ({ docker } = await prepare((line) => process.stderr.write(`${line}\n`)));
});

async function containersOf(pid: number): Promise<Docker.ContainerInfo[]> {
  const label = [`badconn.pid=${pid}`];
  return docker.listContainers({ all: true, filters: { label } });
}

/** What is left of a process's containers once ten seconds have passed, or none is left. */
async function leftOf(pid: number): Promise<string[]> {
  for (let turn = 0; turn < 100; turn += 1) {
    if ((await containersOf(pid)).length === 0) return [];
    await sleep(100);
  }
  return (await containersOf(pid)).map(({ Id, State }) => `${Id} ${State}`);
}

// The scenario in which every phase lasts long enough to be met.
const slow = 'timeout/security-group';

describe('nothing is left on the engine', () => {
  test.each(phases)('by a run that is killed with -9 in the phase %s', async (phase) => {
    const run = CommandLine.run([slow]);
    const pid = run.child.pid ?? 0;
    await run.until((event) => event.type === 'phase-started' && event.phase === phase);
    // One for each vantage of a silent case.
    expect(await containersOf(pid)).toHaveLength(2);
    run.child.kill('SIGKILL');
    expect(await leftOf(pid)).toEqual([]);
  });

  test('by a run that is killed while its lane is being opened', async () => {
    const run = CommandLine.run([slow]);
    await run.until((event) => event.type === 'run-started');
    run.child.kill('SIGKILL');
    await sleep(1500);
    expect(await leftOf(run.child.pid ?? 0)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by a run that gets %s; it exits with 130',
    async (signal) => {
      const run = CommandLine.run([slow, 'healthy']);
      await run.until((event) => event.type === 'phase-started' && event.phase === 'diagnose');
      run.child.kill(signal);
      const { code, stdout } = await run.ended;
      expect(code).toBe(130);
      expect(stdout).toContain('interrupted');
      expect(await containersOf(run.child.pid ?? 0)).toEqual([]);
    },
  );

  test('by a run that has ended well', async () => {
    const run = CommandLine.run(['healthy/plain']);
    expect((await run.ended).code).toBe(0);
    expect(await containersOf(run.child.pid ?? 0)).toEqual([]);
  });

  test('by exec', async () => {
    const line = new CommandLine([
      'exec',
      'refused/loopback-bind',
      '--at',
      'scheme=ws',
      '--',
      'sh',
      '-c',
      'echo in $TARGET; exit 7',
    ]);
    const { code, stdout } = await line.ended;
    expect(code).toBe(7);
    expect(stdout).toMatch(/^in ws:\/\//);
    expect(await containersOf(line.child.pid ?? 0)).toEqual([]);
  });

  test('by --keep once badconn clean was called; until then the broken lab stands', async () => {
    const run = CommandLine.run(['refused/loopback-bind'], ['--keep']);
    expect((await run.ended).code).toBe(0);
    const pid = run.child.pid ?? 0;
    // A later run sweeps what the dead have left, and leaves this.
    expect((await CommandLine.run(['healthy/plain']).ended).code).toBe(0);
    expect(await containersOf(pid)).toHaveLength(1);
    expect((await new CommandLine(['clean']).ended).stdout).toContain('removed container');
    expect(await leftOf(pid)).toEqual([]);
  });
});

test('two runs at once both pass', async () => {
  const runs = [1, 2].map((seed) =>
    CommandLine.run(['refused', 'healthy/plain'], ['--seed', seedOf(seed), '--jobs', '2']),
  );
  const codes = await Promise.all(runs.map(async ({ ended }) => (await ended).code));
  expect(codes).toEqual([0, 0]);
});

test('a start removes what an earlier crash left, and names it', async () => {
  const run = CommandLine.run([slow]);
  await run.until((event) => event.type === 'phase-started' && event.phase === 'observe');
  const [container] = await containersOf(run.child.pid ?? 0);
  // Neither the janitor nor the lane itself notices: as after a power cut of the engine.
  const created = await docker.createContainer({
    Image: container?.Image ?? '',
    Labels: { ...container?.Labels, 'badconn.run': 'a-crashed-one' },
    NetworkDisabled: true,
    Cmd: ['sleep', '60'],
  });
  run.child.kill('SIGKILL');
  const later = CommandLine.run(['healthy/plain']);
  const { code, stderr } = await later.ended;
  expect(code).toBe(0);
  expect(stderr).toContain(`container ${created.id.slice(0, 12)}`);
  await expect(created.inspect()).rejects.toThrow(/no such container/i);
});

test('the engine goes away in mid-run: exit 4, with what was done so far', async () => {
  const path = join(tmpdir(), `badconn-engine-${process.pid}.sock`);
  const forwarder = await forwardEngine(docker, { path });
  const three = ['healthy/plain', 'refused/wrong-port', slow];
  const run = CommandLine.run(three, ['--jobs', '1', '--json'], {
    DOCKER_HOST: forwarder.dockerHost,
  });
  await run.until((event) => event.type === 'case-ended');
  await run.until((event) => event.type === 'phase-started' && event.phase === 'break');
  forwarder.cut();
  const { code, stdout } = await run.ended;
  expect(code).toBe(4);
  const report = JSON.parse(stdout) as { why: string; scenarios: { standing: string }[] };
  expect(report.why).toContain('the engine stopped');
  expect(report.scenarios.map(({ standing }) => standing)).toContain('judged');
  rmSync(path, { force: true });
  expect(await leftOf(run.child.pid ?? 0)).toEqual([]);
});

test('a lane is lost in mid-run: its case is inconclusive, and the others are judged', async () => {
  const run = CommandLine.run(
    ['healthy/plain', 'refused/wrong-port', slow],
    ['--jobs', '1', '--json'],
  );
  await run.until((event) => event.type === 'phase-started' && event.phase === 'diagnose');
  const [container] = await containersOf(run.child.pid ?? 0);
  await docker.getContainer(container?.Id ?? '').remove({ force: true });
  const { code, stdout } = await run.ended;
  expect(code).toBe(4);
  const report = JSON.parse(stdout) as {
    scenarios: { standing: string }[];
    rebuilt: { what: string; why: string }[];
  };
  const standings = report.scenarios.map(({ standing }) => standing);
  expect(standings.toSorted()).toEqual(['inconclusive', 'judged', 'judged']);
  const why = expect.stringContaining('A lane ended before its run did') as string;
  expect(report.rebuilt).toMatchObject([{ what: 'lane', why }]);
  expect(await leftOf(run.child.pid ?? 0)).toEqual([]);
});

test('--out keeps packets, requests, answers, transcripts and the event log of each case', async () => {
  const run = CommandLine.run(['protocol/websocket-to-http']);
  expect((await run.ended).code).toBe(0);
  const files = ['client.pcap', 'server.pcap', 'client.request.json', 'client-server.answer.json'];
  for (const file of [...files, 'client.transcript.txt']) {
    const path = join(run.out, 'protocol/websocket-to-http.status-404', file);
    expect(existsSync(path), file).toBe(true);
  }
  expect(run.events().at(-1)?.type).toBe('run-ended');
});
