import { expect, test } from 'vitest';
import { caseOf, outline, ran } from '../../tests/fake-case.ts';
import type { FakeLab, FakeWorld } from '../../tests/fake-lab.ts';
import { endsOf } from '../../tests/wrong-scenarios.ts';
import type { CaseOptions } from './scene.ts';

const refused = 'refused/wrong-port';

/** Once the remedy is applied, the client meets silence; `where` that is. */
const unmended = (where: (lab: FakeLab) => boolean, keptWaitingMs = 0): FakeWorld => {
  const mended = new Map<FakeLab, number>();
  return {
    sees: (sight, lab) => {
      // The first connection is that of the baseline.
      if (sight.code === 'connected') mended.set(lab, (mended.get(lab) ?? 0) + 1);
      return sight.code === 'connected' && (mended.get(lab) ?? 0) > 1 && where(lab)
        ? { ...sight, code: 'silence', message: 'nothing came', keptWaitingMs }
        : sight;
    },
  };
};

/** The first lab that is asked for, and no other. */
const firstOnly = (): ((lab: FakeLab) => boolean) => {
  const labs: FakeLab[] = [];
  return (lab) => {
    labs.push(lab);
    return labs[0] === lab;
  };
};

const mending = async (world: FakeWorld, options: Partial<CaseOptions> = {}) => {
  const { events, labs } = await ran(caseOf(refused), world, options);
  const rebuilt = events.flatMap((event) => (event.type === 'rebuilt' ? [event.why] : []));
  const ended = endsOf(events).find(({ phase }) => phase === 'mend');
  const url = events.flatMap((event) =>
    event.type === 'phase-ended' && event.phase === 'mend' ? [event.attempt?.url] : [],
  )[0];
  return { rebuilt, ended, labs: labs.length, url, last: outline(events).at(-1) };
};

const next = `  Next: npx badconn run ${refused} --seed 1 --keep`;

test('a remedy that mends a new lab only is told with what was seen in the other', async () => {
  const { rebuilt, ended, labs, url, last } = await mending(unmended(firstOnly()));
  expect(rebuilt).toEqual(['the remedy left the client with silence, and a diagnoser was there']);
  expect(labs).toBe(2);
  expect(ended).toMatchObject({
    ...{ ok: false, code: 'ENGINE_LAB_CHANGED', attempt: { code: 'connected' } },
    error: [
      `${refused}: the remedy works in a new lab, but not in the lab in which diagnosers ran.`,
      `  there, client → ${url}: silence, nothing came`,
      next,
    ].join('\n'),
  });
  expect(last).toBe('case-ended inconclusive');
});

test('a remedy that mends no lab is the scenario’s', async () => {
  const { rebuilt, ended, labs, url, last } = await mending(unmended(() => true));
  expect([rebuilt.length, labs]).toEqual([1, 2]);
  expect(ended).toMatchObject({
    ...{ ok: false, code: 'SCENARIO_REMEDY', attempt: { code: 'silence' } },
    error: [
      `${refused}: the remedy does not mend it. Expected connected, observed silence at connect after 5000 ms.`,
      `  client → ${url}: nothing came`,
      `  remedy: ${caseOf(refused).layers[0].mending.says}`,
      next,
    ].join('\n'),
  });
  expect(last).toBe('case-ended invalid-scenario');
});

test('a lab that no diagnoser was in is not built anew', async () => {
  const { rebuilt, ended, labs } = await mending(
    unmended(() => true),
    { vantages: [] },
  );
  expect([rebuilt, labs]).toEqual([[], 1]);
  expect(ended).toMatchObject({ code: 'SCENARIO_REMEDY', attempt: { code: 'silence' } });
});

test.each([['client'], []] as const)(
  'on a starved machine no remedy is to blame: %s',
  async (...vantages) => {
    const { ended, url, last } = await mending(
      unmended(() => true, 2501),
      {
        vantages: vantages.filter((each) => each !== undefined),
      },
    );
    expect(ended).toMatchObject({
      ...{ code: 'ENGINE_STARVED', attempt: { code: 'silence' } },
      error: [
        `${refused}: the plain client was not answered as it should be while the machine was starved: silence at connect after 5000 ms.`,
        `  client → ${url}: nothing came`,
        `  Next: run it again on a less busy machine, with fewer lanes (--jobs) or more time (--deadline):  npx badconn run ${refused} --seed 1 --keep`,
      ].join('\n'),
    });
    expect(last).toBe('case-ended inconclusive');
  },
);
