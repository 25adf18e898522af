import { expect, test } from 'vitest';
import {
  causes,
  remediesOf,
  remedyActions,
  type KnownCause,
  type RemedyAction,
} from '../../vocabulary/index.ts';
import { holdForEach } from '../../tests/hold-for-each.ts';
import { casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { harmfulActions, harmOf } from './harm.ts';

const allCauses = Object.keys(causes) as KnownCause[];
const actions = Object.keys(remedyActions) as RemedyAction[];
const cases = (await loadScenarios()).flatMap(casesOf);

const layers = cases.flatMap((one) => one.layers);

test('the documented remedy does no harm in any case', () =>
  holdForEach(
    layers.flatMap(({ remedy, ...layer }) => (remedy ? { ...layer, remedy } : [])),
    ({ label }) => label,
    ({ cause, remedy }) => expect(harmOf({ cause }, remedy.action)).toBeUndefined(),
  ));

test('each cause has a remedy, and none that harms', () =>
  holdForEach(allCauses, String, (cause) => {
    expect(remediesOf[cause].length).toBeGreaterThan(0);
    expect(remediesOf[cause].filter((action) => harmOf({ cause }, action))).toEqual([]);
  }));

test('no cause is made worse by a change of the client settings, nor by looking further', () => {
  const own = actions.filter((action) =>
    ['client settings', 'nothing'].includes(remedyActions[action].touches),
  );
  expect(own).toContain('look-further');
  return holdForEach(allCauses, String, (cause) =>
    expect(harmfulActions({ cause }).filter((action) => own.includes(action))).toEqual([]),
  );
});

test('no cause is a reason to open a firewall, to bind widely or to restart, unless that mends it', () => {
  const risky = actions.filter((action) =>
    ['exposes', 'interrupts', 'misdirects', 'weakens'].includes(remedyActions[action].risks),
  );
  return holdForEach(allCauses, String, (cause) => {
    const mending = remediesOf[cause] as readonly RemedyAction[];
    expect(harmfulActions({ cause })).toEqual(risky.filter((action) => !mending.includes(action)));
  });
});

test('where nothing is wrong, every action that changes something does harm', () => {
  expect(harmfulActions({ cause: 'none' })).toEqual(
    actions.filter((action) => action !== 'look-further'),
  );
});

test('every action that changes something mends some cause', () => {
  const mending = new Set<string>(Object.values(remediesOf).flat());
  expect(actions.filter((action) => !mending.has(action))).toEqual(['look-further']);
});

test.each([
  ['loopback-bind', 'open-port', 'touches the server firewall and opens to others what was closed'],
  ['wrong-port', 'start-service', 'touches the server process and cuts off those who use it now'],
  ['hosts-file-override', 'correct-record', 'touches the name records and leads others to'],
  ['ports-held', 'reuse-time-wait', 'touches the client kernel and takes a protection away'],
  ['none', 'use-right-port', 'changes the client settings where nothing is to be mended'],
] as const)('%s: %s %s', (cause, action, why) => {
  expect(harmOf({ cause }, action)).toContain(why);
});

test.each([
  ['loopback-bind', 'use-right-port'],
  ['time-wait-flood', 'widen-port-range'],
  ['client-proxy-denies', 'bypass-proxy'],
] as const)('%s: %s does no harm', (cause, action) => {
  expect(harmOf({ cause }, action)).toBeUndefined();
});
