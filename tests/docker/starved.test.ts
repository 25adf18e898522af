import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Lane } from '../../harness/engine/engine.ts';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { watchCase } from '../../harness/run/watch-case.ts';
import { lanes, seed } from './lanes.ts';

const cpus = availableParallelism();
/**
 * Each lane is one control group, whose share of a CPU falls with the number of CPUs that it burns on. So
 * many leave a third of a CPU to one process in another lane.
 */
const burningLanes = 2 * cpus;
const pool = lanes(burningLanes + 1);
const cases = (await loadScenarios()).flatMap(casesOf);
const healthy = cases.find(({ label }) => label === 'healthy/plain')!;
const folder = fileURLToPath(new URL('../../fixtures/diagnosers/hostile', import.meta.url));

/** A lab in which a process computes on each CPU, until `work` is done. */
async function burn(lane: Lane, work: Promise<unknown>, ready: () => void): Promise<void> {
  await using open = await openLab(lane, healthy, { seed });
  const { lab } = open;
  const argv = ['sh', '-c', 'echo burns; while :; do :; done'];
  const command = { host: 'client', argv, user: 'app' } as const;
  const burners = await Promise.all(
    Array.from({ length: cpus }, () => lab.start(command, 'burns')),
  );
  ready();
  await work.catch(() => undefined);
  await Promise.all(burners.map((burner) => burner.stop('SIGKILL')));
}

async function verdictOf(lane: Lane, name: string, deadlineMs: number) {
  const diagnoser = await connectDiagnoser(`cmd:${folder}/${name}`);
  const vantages = ['client'] as const;
  const events = await watchCase(lane, healthy, diagnoser, { seed, vantages, deadlineMs });
  return {
    again: events.flatMap((event) => (event.type === 'asked-again' ? [event.why] : [])),
    grades: events.flatMap((event) => (event.type === 'diagnosed' ? [event.verdict.grade] : [])),
    failed: events.flatMap((event) =>
      event.type === 'phase-ended' && !event.ok ? [event.phase, event.error ?? ''] : [],
    ),
    last: events.at(-1),
  };
}

describe.skipIf(cpus > 4)('on a starved machine (on more CPUs it takes too many lanes)', () => {
  test('who waits for others is asked again, and no one that waits for itself', async () => {
    const done = Promise.withResolvers<void>();
    const burning = Array.from({ length: burningLanes }, () => Promise.withResolvers<void>());
    const all = Promise.all(
      burning.map(({ resolve }) => pool.use((lane) => burn(lane, done.promise, resolve))),
    );
    const judged = pool.use(async (lane) => {
      await Promise.all(burning.map(({ promise }) => promise));
      return {
        spins: await verdictOf(lane, 'spins', 4000),
        eatsCpu: await verdictOf(lane, 'eats-cpu', 4000),
      };
    });
    const [{ spins, eatsCpu }] = await Promise.all([judged.finally(done.resolve), all]);
    expect(spins.again).toEqual([
      expect.stringMatching(/^Others kept the machine busy: the diagnoser could not run in \d+ of/),
    ]);
    expect(spins.grades).toEqual([]);
    expect(spins.failed).toEqual(['diagnose', expect.stringContaining('starved, twice')]);
    expect(spins.last).toMatchObject({ type: 'case-ended', standing: 'inconclusive' });
    expect(eatsCpu).toMatchObject({ again: [], grades: ['timed-out'], failed: [] });
  }, 600_000);
});
