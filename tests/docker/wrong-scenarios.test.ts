import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../machine/index.ts';
import { casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import type { Event } from '../../harness/events.ts';
import { endsOf, standingOf, wrongCase, wrongScenarios } from '../wrong-scenarios.ts';
import { lanes, reference, runCase } from './lanes.ts';

const diagnoser = await reference();
const plain = (await loadScenarios()).flatMap(casesOf).find(({ id }) => id === 'healthy/plain')!;

describe('a scenario that is not what it says is found out by its own code', () => {
  const pool = lanes(2);
  const eventsOf = (one: Case): Promise<Event[]> =>
    pool.use(async (lane) => (await runCase(lane, one, diagnoser)).events);

  test('each of them is here', async () => {
    const folder = fileURLToPath(new URL('../../fixtures/wrong-scenarios', import.meta.url));
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(names.toSorted()).toEqual(Object.keys(wrongScenarios).toSorted());
  });

  test.concurrent.each(Object.entries(wrongScenarios))('%s', async (name, found) => {
    const one = await wrongCase(name);
    const events = await eventsOf(one);
    expect(standingOf(events)).toBe(found.standing);
    const failed = endsOf(events).filter(({ ok }) => !ok);
    expect(failed.map(({ phase, code }) => ({ phase, code }))).toEqual([
      { phase: found.phase, code: found.code },
    ]);
    const message = failed[0]?.error ?? '';
    for (const part of [`${one.label}: `, 'client → ws://', ...found.says]) {
      expect(message).toContain(part);
    }
    expect(message).toMatch(new RegExp(`\\n {2}Next: npx badconn run ${one.id} .*--keep$`));
    // Whatever was wrong with the file, its lab is taken down.
    expect(endsOf(events).at(-1)).toMatchObject({ phase: 'leave', ok: true });
  });
});

/** What stays behind in the lane itself, and how the leak is named. */
const leaks = {
  daemon: { argv: ['sh', '-c', 'sleep 300 >/dev/null 2>&1 &'], left: /process \d+ sleep 300/ },
  interface: {
    argv: ['ip', 'link', 'add', 'stray', 'type', 'bridge'],
    left: /interface stray/,
  },
  rule: { argv: ['nft', 'add', 'table', 'bridge', 'stray'], left: /rules in table bridge stray/ },
};

describe.each(Object.entries(leaks))('a stray %s in the lane', (_, { argv, left }) => {
  const pool = lanes(1);
  beforeAll(() => pool.use(() => runInLane(argv)));

  test('is found after the case, and named', async () => {
    const { events } = await pool.use((lane) => runCase(lane, plain, diagnoser));
    const { phase, ok, code, error } = endsOf(events).at(-1)!;
    expect({ phase, ok, code }).toEqual({ phase: 'leave', ok: false, code: 'LEAK_IN_LANE' });
    expect(error).toMatch(left);
    expect(error).toMatch(/^healthy\/plain: the lab was removed, but 1 of its parts/);
    expect(standingOf(events)).toBe('inconclusive');
  });
});

/** Runs a command beside the labs, in the container of the one lane of this process. */
async function runInLane(argv: string[]): Promise<void> {
  const docker = await connect();
  const label = [`badconn.pid=${process.pid}`];
  const own = await docker.listContainers({ filters: { label } });
  expect(own).toHaveLength(1);
  const made = await docker.getContainer(own[0]!.Id).exec({ Cmd: argv, AttachStderr: true });
  await buffer(await made.start({}));
  expect((await made.inspect()).ExitCode, argv.join(' ')).toBe(0);
}
