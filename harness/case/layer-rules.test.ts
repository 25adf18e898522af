import { expect, test } from 'vitest';
import { stopService } from '../index.ts';
import { breaches } from './rules.ts';
import type { DeclaredLayer, Registered, Scenario } from './scenario.ts';
import { loadScenarios } from './registry.ts';

const all = await loadScenarios();
const found = all.find(({ id }) => id === 'timeout/host-firewall-drop-over-not-listening')!;
const { scenario } = found as unknown as { scenario: Scenario & { beneath: [DeclaredLayer] } };
const [inner] = scenario.beneath;

/** What is said of the scenario in which the inner layer is otherwise. */
const rulesWith = (parts: Record<string, unknown>, more: object = {}, id = found.id): string[] => {
  const beneath = [{ ...inner, ...parts }];
  const one: Registered = {
    ...{ ...found, id, family: id.split('/')[0] ?? '' },
    scenario: { ...scenario, beneath, ...more } as unknown as Scenario,
  };
  return breaches(one, [id]).map(({ rule, mend }) => `${rule} → ${mend}`);
};

test('a sound one breaks no rule', () => {
  expect(rulesWith({})).toEqual([]);
});

test('each layer is held to what holds of one', () => {
  expect([
    rulesWith({ cause: 'timeout' })[0]?.replace(/; it has .*/, ''),
    rulesWith({ symptom: { at: 'connect', code: 'ECONNLOST' } })[0]?.replace(/; it is .*/, ''),
    rulesWith({ wire: 'SYN > FIN' })[0]?.replace(/; allowed .*/, ''),
    rulesWith({ clientSees: 'silent' })[0],
    rulesWith({ fault: [] })[0],
    rulesWith({ fault: stopService('sever') })[0],
    rulesWith({ remedy: { ...inner.remedy, action: 'open-port' } })[0],
  ]).toMatchInlineSnapshot(`
    [
      "cause is timeout, which is not in the vocabulary",
      "symptom is ECONNLOST at connect",
      "wire is SYN > FIN, which is no opening",
      "clientSees is silent, which does not hold not-listening → clientSees: 'refusedByTarget',",
      "fault is missing → fault: stopService('server'),",
      "stopService('sever') names a host that the topology lacks; it has client, router, server, other, resolver → stopService('server')",
      "remedy.action is open-port, which remediesOf in vocabulary/cause.ts does not list for not-listening; it lists start-service → remedy: { action: 'start-service', … },",
    ]
  `);
});

test('a file is named by the causes of its layers, the outermost first', () => {
  expect(rulesWith({}, {}, 'timeout/host-firewall-drop')).toMatchInlineSnapshot(`
    [
      "the causes are host-firewall-drop-over-not-listening, and the file is called host-firewall-drop: a file is named by its causes, the outermost first, with -over- between them → move to timeout/host-firewall-drop-over-not-listening",
    ]
  `);
});

test('two neighbours that look the same prove nothing', () => {
  const { symptom } = scenario;
  expect(rulesWith({ symptom, wire: 'SYN > nothing', clientSees: undefined }))
    .toMatchInlineSnapshot(`
    [
      "layer 2 (not-listening) is seen as layer 1 (host-firewall-drop) is: [{"at":"connect","code":"silence"},{"client":"SYN > nothing","server":"SYN > nothing"}]; of two neighbours the symptom or the packets differ → wire: { client: 'SYN > RST', server: 'nothing sent' },",
    ]
  `);
  const wire = { client: 'SYN > nothing', server: 'SYN > nothing' };
  expect(rulesWith({ symptom, wire, clientSees: undefined })).toHaveLength(1);
  const forms = { one: { symptom: inner.symptom, wire: inner.wire } };
  expect(rulesWith({}, { forms })).toHaveLength(1);
});

test('what is healthy has none', () => {
  const healthy = { cause: 'none', symptom: 'connected', clientSees: undefined };
  expect(rulesWith({}, healthy, 'healthy/two')).toContain(
    "cause is none, and beneath is given: what is healthy has no layers → cause: 'none', // and no beneath",
  );
});
