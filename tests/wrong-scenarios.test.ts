import { describe, expect, test } from 'vitest';
import type { Case } from '../harness/case/case.ts';
import { caseOf, ran } from './fake-case.ts';
import type { FakeLab, FakeWorld } from './fake-lab.ts';
import { endsOf, standingOf, wrongCase, wrongScenarios } from './wrong-scenarios.ts';

const dropped = caseOf('timeout/host-firewall-drop');
const stopped = caseOf('refused/not-listening');

describe('a scenario that is not what it says', () => {
  const standings = async (one: Case, world: FakeWorld = {}) => {
    const { events, labs } = await ran(one, world);
    expect(labs.some(({ stands }) => stands)).toBe(false);
    expect(endsOf(events).at(-1)).toMatchObject({ phase: 'leave', ok: true });
    return { events, failed: endsOf(events).find(({ ok }) => !ok) };
  };

  test.each(Object.entries(wrongScenarios))('%s', async (name, found) => {
    const one = await wrongCase(name);
    // A fake network knows no protocols: an HTTP server answers a WebSocket like any other.
    const sees: FakeWorld =
      found.phase === 'baseline' ? { sees: (sight) => ({ ...sight, code: 'HTTP 200' }) } : {};
    const { events, failed } = await standings(one, sees);
    expect(failed).toMatchObject({ phase: found.phase, ok: false, code: found.code });
    expect(failed?.layer).toBe(found.layer);
    for (const part of [`${one.label}: `, 'client → ', ...found.says]) {
      expect(failed?.error).toContain(part);
    }
    expect(failed?.error).toMatch(new RegExp(`\\n {2}Next: npx badconn run ${one.id} .*--keep$`));
    expect(standingOf(events)).toBe(found.standing);
    const isAsked = events.some(({ type }) => type === 'diagnosed');
    expect(isAsked).toBe(found.phase === 'mend' || found.layer !== undefined);
  });

  test('a healthy connection that its undone change leaves broken: the remedy is that undoing', async () => {
    const healthy = caseOf('healthy/narrow-port-range');
    const isUndone = ({ done }: FakeLab): boolean =>
      done.filter((line) => line.includes('ip_local_port_range')).length > 1;
    const { failed } = await standings(healthy, {
      sees: (sight, lab) => (isUndone(lab) ? { ...sight, code: 'silence' } : sight),
    });
    expect(failed).toMatchObject({ phase: 'mend', code: 'SCENARIO_REMEDY' });
    expect(failed?.error).toContain('remedy: undoing the harmless change');
  });

  test('a remedy that settles is waited for', async () => {
    const started = performance.now();
    const [layer] = dropped.layers;
    const mending = { ...layer.mending, settlesMs: 50 };
    const { events } = await ran({ ...dropped, layers: [{ ...layer, mending }] });
    expect(standingOf(events)).toBe('judged');
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  });
});

describe('what a lab leaves behind', () => {
  const left = (count: number): FakeWorld => ({
    left: () => [...Array(count).keys()].map((number) => `process ${number} stray`),
  });

  test('makes the case inconclusive, whatever came before, and each part is named', async () => {
    const { events } = await ran(stopped, left(2));
    const failed = endsOf(events).filter(({ ok }) => !ok);
    expect(failed.map(({ phase, code }) => [phase, code])).toEqual([['leave', 'LEAK_IN_LANE']]);
    expect(failed[0]?.error).toBe(
      [
        'refused/not-listening: the lab was removed, but 2 of its parts are still there.',
        '  process 0 stray\n  process 1 stray\n  Next: npx badconn clean',
      ].join('\n'),
    );
    expect(standingOf(events)).toBe('inconclusive');
  });

  test('is counted whole, and named up to twenty', async () => {
    const { events } = await ran(stopped, left(30));
    const error = endsOf(events).at(-1)?.error;
    expect(error).toContain('30 of its parts');
    expect(error?.match(/stray/g)).toHaveLength(20);
  });

  test('counts more than a wrong file', async () => {
    const { events } = await ran(await wrongCase('wrong-symptom'), left(1));
    expect(endsOf(events).map(({ code }) => code)).toEqual([
      undefined,
      undefined,
      'SCENARIO_SYMPTOM',
      'LEAK_IN_LANE',
    ]);
    expect(standingOf(events)).toBe('inconclusive');
  });
});
