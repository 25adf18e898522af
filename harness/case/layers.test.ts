import { expect, test } from 'vitest';
import { loadScenarios } from './registry.ts';
import { casesOf, type Case } from './case.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const layered = cases.filter(({ layers }) => layers.length > 1);
const caseOf = (label: string): Case => cases.find((one) => one.label === label)!;
const verbs = ({ changes }: Pick<Case, 'changes'>): string[] => changes.map(({ verb }) => verb);

test('five scenarios have two layers', () => {
  expect(layered.map(({ layers }) => layers.map(({ cause }) => cause))).toEqual([
    ['client-proxy-gone', 'not-listening'],
    ['dns-wrong-server', 'wrong-port'],
    ['firewall-reject', 'loopback-bind'],
    ['host-firewall-drop', 'not-listening'],
    ['ports-held', 'not-listening'],
  ]);
});

test('the outermost layer is called by its case, the next by its number', () => {
  const { layers } = caseOf('refused/firewall-reject-over-loopback-bind');
  expect(layers.map(({ number, label, key }) => ({ number, label, key }))).toEqual([
    {
      number: 1,
      label: 'refused/firewall-reject-over-loopback-bind',
      key: 'refused/firewall-reject-over-loopback-bind',
    },
    {
      number: 2,
      label: 'refused/firewall-reject-over-loopback-bind, layer 2',
      key: 'refused/firewall-reject-over-loopback-bind.layer-2',
    },
  ]);
  const keys = cases.flatMap((one) => one.layers.map(({ key }) => key));
  expect(new Set(keys).size).toBe(keys.length);
});

test('what is innermost is broken first', () => {
  expect(verbs(caseOf('refused/firewall-reject-over-loopback-bind'))).toEqual([
    'rebind',
    'rejectPackets',
  ]);
});

test('what needs connections is made before the layer that ends them', () => {
  expect(verbs(caseOf('unavailable/ports-held-over-not-listening'))).toEqual([
    'shrinkPortRange',
    'holdPorts',
    'stopService',
  ]);
});

test('each layer has the remedy that is documented for its cause', () => {
  for (const { layers } of layered) {
    for (const { mending, remedy } of layers) expect(mending.changes).toEqual([remedy?.change]);
  }
});
