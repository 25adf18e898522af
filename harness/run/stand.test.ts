import { expect, test } from 'vitest';
import type { Answer, Request } from '../../vocabulary/index.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeLab, FakeWorld } from '../../tests/fake-lab.ts';
import { atDefaults, casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import { watchCase } from './watch-case.ts';

const cases = (await loadScenarios()).flatMap(casesOf).map(atDefaults);
const diagnoser: FolderDiagnoser = {
  ...{ kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
};

async function caseIn(world: FakeWorld, id: string) {
  const engine = new FakeEngine(world);
  const lane = await engine.openLane();
  const one = cases.find(({ label }) => label === id)!;
  const vantages = ['client', 'client+server'] as const;
  const events = await watchCase(lane, one, diagnoser, {
    seed: sampleSeed,
    vantages,
    deadlineMs: 1000,
  });
  return {
    labs: lane.labs.length,
    verdicts: events.flatMap((event) => (event.type === 'diagnosed' ? [event.verdict] : [])),
    rebuilt: events.flatMap((event) => (event.type === 'rebuilt' ? [event.why] : [])),
    failed: events.flatMap((event) =>
      event.type === 'phase-ended' && event.error ? [[event.phase, event.error] as const] : [],
    ),
    last: events.at(-1),
  };
}

const named = (cause: string): Partial<Answer> =>
  ({ status: 'diagnosed', candidates: [cause] }) as Partial<Answer>;

/** Does something to the lab at the client's vantage, and answers rightly at both. */
const changing =
  (change: (lab: FakeLab) => void, answer: Partial<Answer>) =>
  (request: Request, lab: FakeLab): Partial<Answer> => {
    if (request.vantage === 'client') change(lab);
    return answer;
  };

test('who changes what the client sees is dangerous, and the next verdict finds the lab as it was', async () => {
  const diagnose = changing(({ services }) => services.clear(), { status: 'healthy' });
  const { labs, verdicts, rebuilt, last } = await caseIn({ diagnoser: diagnose }, 'healthy/plain');
  expect(verdicts).toMatchObject([
    {
      grade: 'dangerous',
      why: 'It changed the lab: an ordinary client saw connected before it, and ECONNREFUSED at connect after it.',
      status: 'healthy',
    },
    { grade: 'exact' },
  ]);
  expect(rebuilt).toHaveLength(1);
  expect(labs).toBe(2);
  expect(last).toMatchObject({ standing: 'judged' });
});

test('silence that has become an answer is seen', async () => {
  const diagnose = changing(({ rules }) => rules.clear(), named('security-group'));
  const { verdicts, last } = await caseIn({ diagnoser: diagnose }, 'timeout/security-group');
  expect(verdicts.map(({ grade }) => grade)).toEqual(['dangerous', 'exact']);
  expect(last).toMatchObject({ standing: 'judged' });
});

test('what passes by itself within a second is nobody’s fault', async () => {
  let odd = 0;
  const world: FakeWorld = {
    diagnoser: () => {
      odd = 2;
      return { status: 'healthy' };
    },
    sees: (sight) => (odd-- > 0 ? { ...sight, code: 'silence', message: 'busy' } : sight),
  };
  const { labs, verdicts } = await caseIn(world, 'healthy/plain');
  expect(verdicts.map(({ grade }) => grade)).toEqual(['exact', 'exact']);
  expect(labs).toBe(1);
});

test('a lab that cannot be built anew makes the rest inconclusive', async () => {
  const world: FakeWorld = {
    diagnoser: changing(({ services }) => services.clear(), { status: 'healthy' }),
    sees: (sight, lab) => (lab.services.size === 0 ? sight : { ...sight, code: again(lab) }),
  };
  const first = new Set<FakeLab>();
  const again = (lab: FakeLab): string => {
    if (first.size === 0) first.add(lab);
    return first.has(lab) ? 'connected' : 'silence';
  };
  const { verdicts, failed, last } = await caseIn(world, 'healthy/plain');
  expect(verdicts.map(({ grade }) => grade)).toEqual(['dangerous']);
  expect(failed).toEqual([['diagnose', expect.stringContaining('could not be rebuilt')]]);
  expect(last).toMatchObject({ standing: 'inconclusive' });
});

/** After so many connections the client has no local port left towards the port that is right. */
const portsUsedUp = (connections: number): FakeWorld => {
  const spoilt = new Set<FakeLab>();
  return {
    diagnoser: (request, lab) => {
      if (request.vantage === 'client') spoilt.add(lab);
      const traffic = { connections: request.vantage === 'client' ? connections : 1, packets: 1 };
      const diagnosed = { ...named('wrong-port'), protocol: 1, id: request.id };
      const answer = { ...diagnosed, diagnoser: { name: 'x', version: '1' } };
      return { stdout: JSON.stringify(answer), traffic };
    },
    sees: (sight, lab) =>
      spoilt.has(lab) && sight.code === 'connected'
        ? { ...sight, code: 'EADDRNOTAVAIL', packets: new Map() }
        : sight,
  };
};

test('who uses up the ports that the remedy needs is dangerous, and the scenario is right', async () => {
  const { verdicts, last } = await caseIn(portsUsedUp(28_000), 'refused/wrong-port');
  expect(verdicts.map(({ grade }) => grade)).toEqual(['dangerous', 'exact']);
  expect(verdicts[0]?.why).toContain('the documented remedy');
  expect(last).toMatchObject({ standing: 'judged' });
});

test('a remedy that mends a new lab only is not held against the scenario', async () => {
  const { failed, last } = await caseIn(portsUsedUp(1), 'refused/wrong-port');
  expect(failed).toEqual([['mend', expect.stringContaining('the remedy works in a new lab')]]);
  expect(last).toMatchObject({ standing: 'inconclusive' });
});
