import { describe, expect, test } from 'vitest';
import { loadScenarios } from './registry.ts';
import type { BrokenScenario } from './scenario.ts';
import { keyOf } from './case-name.ts';
import { casesOf, type Case } from './case.ts';

const bundled = await loadScenarios();
const all = bundled.flatMap(casesOf);
const caseOf = (label: string): Case => all.find((one) => one.label === label)!;

describe('casesOf', () => {
  test('a scenario without forms is one case', () => {
    const one = bundled.find(({ scenario }) => !scenario.forms);
    expect(one && casesOf(one)).toMatchObject([
      { key: one?.id, label: one?.id, id: one?.id, scenario: one?.scenario },
    ]);
  });

  test('a form is the scenario with what it says otherwise', () => {
    const one = bundled.find(({ id }) => id === 'protocol/websocket-to-http')!;
    const cases = casesOf(one);
    expect(cases.map(({ label }) => label)).toMatchInlineSnapshot(`
      [
        "protocol/websocket-to-http (status 200)",
        "protocol/websocket-to-http (status 404)",
      ]
    `);
    expect(cases.map(({ key }) => key)).toEqual([
      'protocol/websocket-to-http.status-200',
      'protocol/websocket-to-http.status-404',
    ]);
    expect(cases.map(({ scenario }) => scenario.symptom)).toEqual([
      { at: 'upgrade', code: 'HTTP 200' },
      { at: 'upgrade', code: 'HTTP 404' },
    ]);
    expect(cases.every(({ scenario }) => !('forms' in scenario))).toBe(true);
    expect(cases.every(({ scenario }) => scenario.lesson === one.scenario.lesson)).toBe(true);
  });
});

describe('a case', () => {
  test('has a key of its own, from which nothing leads out of a folder', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    for (const { key } of all) expect(key).toMatch(/^[\w-]+\/[\w-]+(\.[\w-]+)?$/);
    expect(keyOf('refused/wrong-host', '../../../up')).toBe('refused/wrong-host.-up');
  });

  test('that is broken is mended by its documented remedy alone', () => {
    const { scenario, changes, layers } = caseOf('refused/not-listening');
    const { fault, remedy } = scenario as BrokenScenario;
    expect(changes).toEqual([fault]);
    expect(layers.map(({ mending }) => mending)).toEqual([
      {
        ...{ by: 'apply', changes: [remedy.change], settlesMs: 0 },
        says: remedy.change.says,
      },
    ]);
  });

  test('that is healthy is mended by taking back its harmless change', () => {
    const { changes, layers } = caseOf('healthy/narrow-port-range');
    expect(changes.length).toBeGreaterThan(0);
    expect(layers).toMatchObject([{ cause: 'none', mending: { by: 'undo', changes } }]);
  });

  test('is of a client that stays where that is said, or follows from the rest', () => {
    const anew = { at: 'connect', code: 'ECONNREFUSED' };
    expect(caseOf('lost/not-listening').stays).toEqual({ idleMs: 100, anew });
    expect(caseOf('healthy/idle-connection').stays).toEqual({ idleMs: 2600 });
    expect(caseOf('healthy/plain')).not.toHaveProperty('stays');
    const { scenario } = caseOf('lost/not-listening');
    const { when: _when, anew: _anew, ...before } = scenario as BrokenScenario;
    expect(casesOf({ id: 'lost/x', scenario: before })[0]?.stays).toEqual({ idleMs: 100 });
    const healthy = { ...caseOf('healthy/plain').scenario, when: 'connected' } as const;
    expect(casesOf({ id: 'healthy/x', scenario: healthy })[0]?.stays).toEqual({
      ...{ idleMs: 100, anew: 'connected' },
    });
  });
});
