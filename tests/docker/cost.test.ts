/**
 * Guards what a case costs inside its container: processes started, and CPU. Wall time says nothing on a busy
 * machine; these two do. CPU is compared with that of fixed work in the same container at the same time, so
 * that a slower machine is not taken for slower code. What is expected lies in cost.json; renew it after a
 * change that is meant to cost more, or less:
 *
 *   BADCONN_COST=renew npx vitest run --project alone tests/docker/cost.test.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { expect, test } from 'vitest';
import { casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { noArtefacts } from '../../harness/run/artefacts.ts';
import { CaseRun } from '../../harness/run/case-run.ts';
import { bring, type DiagnoserProgram } from '../../harness/guest/program.ts';
import { recordedSeed } from '../../harness/run/shipped-run.ts';
import type { Lane } from '../../harness/engine/engine.ts';
import { prepare } from '../../machine/index.ts';
import { vantages } from '../../vocabulary/index.ts';
import { lanes, reference } from './lanes.ts';

interface Cost {
  /** Processes and threads, which have numbers of the same kind. */
  started: number;
  /** CPU, as a multiple of that of `work`. */
  cpu: number;
}

const file = new URL('cost.json', import.meta.url);
const expected = JSON.parse(readFileSync(file, 'utf8')) as Cost;
const isRenewed = process.env['BADCONN_COST'] === 'renew';
/** How much more is a regression. */
const most = 1.15;
/** A machine that is busy with other things only ever adds to the CPU: the least of these counts. */
const rounds = 3;

/** Refused, silent and healthy: all phases, both vantages. */
const ids = ['refused/loopback-bind', 'timeout/host-firewall-drop', 'healthy/plain'];
const cases = (await loadScenarios()).filter(({ id }) => ids.includes(id)).flatMap(casesOf);
const pool = lanes(1, 'docker');

/** As a case is made of starts: of Node, and of small programs that are linked dynamically. */
const work =
  'for _ in 1 2 3 4 5 6 7 8; do node /dev/null; for _ in 1 2 3 4 5 6 7 8; do ip -V; done; done';

async function within(container: Docker.Container, script: string): Promise<string> {
  const exec = await container.exec({ Cmd: ['sh', '-c', script], AttachStdout: true, Tty: true });
  return text(await exec.start({ Tty: true }));
}

/** proc_loadavg(5): the number of the last process of the container. */
const lastStarted = async (container: Docker.Container): Promise<number> =>
  Number((await within(container, 'cat /proc/loadavg')).trim().split(' ')[4]);

/** CPU of the container so far, in ns. */
async function cpuOf(container: Docker.Container): Promise<number> {
  const { cpu_stats: used } = await container.stats({ stream: false, 'one-shot': true });
  return used.cpu_usage.total_usage;
}

async function costOf(
  container: Docker.Container,
  lane: Lane,
  program: DiagnoserProgram,
): Promise<Cost> {
  const start = await cpuOf(container);
  await within(container, work);
  const [cpu, started] = [await cpuOf(container), await lastStarted(container)];
  for (const one of cases) await run(lane, one, program);
  const [cpuAfter, startedAfter] = [await cpuOf(container), await lastStarted(container)];
  await within(container, work);
  const ofWork = (cpu - start + ((await cpuOf(container)) - cpuAfter)) / 2;
  const per = (total: number): number => total / cases.length;
  return { started: per(startedAfter - started), cpu: per((cpuAfter - cpu) / ofWork) };
}

async function run(lane: Lane, one: Case, program: DiagnoserProgram): Promise<void> {
  const rest = { vantages, deadlineMs: 10_000, keep: false, artefacts: noArtefacts };
  const log = (): void => undefined;
  const failure = await new CaseRun(lane, one, { seed: recordedSeed, program, log, ...rest }).run();
  if (failure) throw failure;
}

test('a case starts no more processes and takes no more CPU than before', async () => {
  const { docker } = await prepare(() => undefined);
  await pool.use(async (lane) => {
    const filters = { label: [`badconn.pid=${process.pid}`] };
    const [found] = await docker.listContainers({ filters });
    const container = docker.getContainer(found!.Id);
    const program = await bring(lane, await reference());
    // The first case of a lane meets a cold agent.
    await run(lane, cases[0]!, program);
    let least: Cost = { started: Infinity, cpu: Infinity };
    const isWithin = (): boolean =>
      least.started <= expected.started * most && least.cpu <= expected.cpu * most;
    for (let round = 0; round < rounds && (isRenewed || !isWithin()); round += 1) {
      const { started, cpu } = await costOf(container, lane, program);
      least = { started: Math.min(least.started, started), cpu: Math.min(least.cpu, cpu) };
    }
    const { started, cpu } = least;
    process.stderr.write(`cost of a case: ${started.toFixed(1)} started, CPU ${cpu.toFixed(3)}\n`);
    if (isRenewed) {
      const kept = { started: Math.round(started), cpu: Number(cpu.toFixed(2)) };
      writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
      return;
    }
    expect(started).toBeLessThanOrEqual(expected.started * most);
    expect(cpu).toBeLessThanOrEqual(expected.cpu * most);
  });
  // For all rounds on a machine that is far too busy.
}, 900_000);
