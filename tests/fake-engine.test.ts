import { expect, test } from 'vitest';
import { atDefaults, casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import type { FolderDiagnoser } from '../harness/guest/connector.ts';
import { phases } from '../harness/events.ts';
import { sampleSeed } from '../harness/topology/sample-seed.ts';
import { watchCase } from '../harness/run/watch-case.ts';
import { vantages } from '../vocabulary/index.ts';
import { FakeEngine } from './fake-engine.ts';
import type { FakeWorld } from './fake-lab.ts';

const cases = (await loadScenarios()).flatMap(casesOf).map(atDefaults);
const diagnoser: FolderDiagnoser = {
  kind: 'folder',
  name: 'cmd:x',
  tar: Buffer.alloc(0),
  argv: ['x'],
};

/** What is logged of one case in a world. */
async function eventsIn(world: FakeWorld, id: string) {
  const lane = await new FakeEngine(world).openLane();
  const one = cases.find(({ label }) => label === id)!;
  return watchCase(
    lane,
    one,
    { ...diagnoser, argv: ['x'] },
    { seed: sampleSeed, vantages, deadlineMs: 100 },
  );
}

test.each([
  'healthy/plain',
  'refused/loopback-bind',
  'refused/wrong-port',
  'refused/not-listening',
  'refused/firewall-reject-reset',
  'timeout/host-firewall-drop',
  'timeout/security-group',
])('%s shows in a fake lab as it is declared, and its remedy mends it', async (id) => {
  const events = await eventsIn({}, id);
  const ended = events.filter((event) => event.type === 'phase-ended');
  expect(ended.map(({ phase, error }) => ({ phase, error }))).toEqual(
    phases.map((phase) => ({ phase, error: undefined })),
  );
  expect(events.at(-1)).toMatchObject({ type: 'case-ended', standing: 'judged' });
});

test('what a fake diagnoser says is judged, and what it prints instead of an answer, too', async () => {
  const say = (said: object) =>
    eventsIn({ diagnoser: () => said }, 'healthy/plain').then((events) =>
      events.flatMap((event) => (event.type === 'diagnosed' ? [event.verdict.grade] : [])),
    );
  expect(await say({ status: 'healthy' })).toEqual(['exact', 'exact']);
  expect(await say({ stdout: 'garbage' })).toEqual(['bad-output', 'bad-output']);
  expect(await say({ exitCode: null, signal: 'SIGKILL' })).toEqual(['crashed', 'crashed']);
});

test('what a lost lane was asked fails, at once and from then on', async () => {
  const engine = new FakeEngine({
    before: ({ op, lane }) => void (op === 'run' && lane.lose()),
  });
  const lane = await engine.openLane();
  const lab = await lane.build({ networks: [], hosts: [] });
  const command = { host: 'client', argv: ['true'], user: 'root' as const };
  const gone = { code: 'ENGINE_LOST' };
  await expect(lab.run(command)).rejects.toMatchObject(gone);
  await expect(lab.close()).rejects.toMatchObject(gone);
  await expect((await engine.openLane()).build({ networks: [], hosts: [] })).resolves.toBeDefined();
});
