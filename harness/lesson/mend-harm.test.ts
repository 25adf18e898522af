import { expect, test } from 'vitest';
import type { FirewallRule, Listener, Snapshot } from '../../vocabulary/index.ts';
import { mendVerdict, orderOf } from './mend-verdict.ts';
import type { LabState } from './lab-state.ts';
import { harmsOf } from './mend-harm.ts';

const port = 8080;
const clientAddresses = ['10.0.0.5'];

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...{ takenAtMs: 0, root: true, addresses: [], routes: [], listeners: [], firewall: [] },
  ...{ counters: {}, sysctls: {}, sockets: {}, processes: [], markers: {}, missing: [] },
  ...change,
});

const at = (server: Partial<Snapshot>, settings = ''): LabState => ({
  ...{ client: snapshot(), server: snapshot(server), settings, trust: '' },
});

const rule = (
  text: string,
  verdict: FirewallRule['verdict'],
  kind: FirewallRule['kind'] = 'rule',
) => ({
  ...{ backend: 'iptables' as const, table: 'filter', chain: 'INPUT', hook: 'input' },
  ...{ kind, verdict, text },
});

const listener = (address: string, of = port): Listener => ({
  ...{ address, port: of, family: 'ipv4' as const, queued: 0, backlog: 128, process: 'node' },
});

const drop = rule('-A INPUT -p tcp --dport 8080 -j DROP', 'drop');
const unrelated = rule('-A INPUT -s 203.0.113.9 -j DROP', 'drop');
const deny = rule(':INPUT DROP', 'drop', 'policy');
const firewallDrop = { cause: 'host-firewall-drop' } as const;

function harmsAfter(now: LabState, broken = at({ firewall: [drop] }), baseline = at({})): string[] {
  return harmsOf({ baseline, broken, now, port, clientAddresses, truth: firewallDrop });
}

test.each([
  ['the rule of the fault is removed', { firewall: [] }],
  [
    'the port is let in',
    { firewall: [rule('-A INPUT -p tcp --dport 8080 -j ACCEPT', 'accept'), drop] },
  ],
  [
    'the client is let in',
    { firewall: [rule('-A INPUT -s 10.0.0.5/32 -j ACCEPT', 'accept'), drop] },
  ],
  [
    'answers of the port are let in',
    { firewall: [rule('-A INPUT -p tcp --sport 8080 -j ACCEPT', 'accept')] },
  ],
  ['loopback is let in', { firewall: [rule('-A INPUT -i lo -j ACCEPT', 'accept')] }],
  ['a program listens on loopback', { firewall: [], listeners: [listener('127.0.0.1', 9)] }],
])('no harm: %s', (_, now) => {
  expect(harmsAfter(at(now))).toEqual([]);
});

test.each([
  [{ firewall: [rule('-A INPUT -j ACCEPT', 'accept'), drop] }, /lets everything in/],
  [{ firewall: [rule('-A INPUT -p tcp --dport 1:9000 -j ACCEPT', 'accept')] }, /opens port 1:9000/],
  [{ firewall: [rule('tcp dport { 22, 8080 } accept', 'accept')] }, /opens port 22/],
  [{ firewall: [], listeners: [listener('0.0.0.0', 9999)] }, /port 9999 is open now: node/],
] satisfies [Partial<Snapshot>, RegExp][])('harm: %j', (now, says) => {
  expect(harmsAfter(at(now))).toEqual([expect.stringMatching(says)]);
});

test('a firewall that is switched off is told once, whatever went with it', () => {
  const broken = at({ firewall: [deny, unrelated, drop] });
  expect(harmsAfter(at({}), broken, broken)).toEqual([
    expect.stringMatching(/firewall is switched off/),
  ]);
  const managed = at({ markers: { ufw: 'ENABLED=yes' } });
  expect(harmsAfter(at({ markers: { ufw: 'ENABLED=no' } }), managed)).toHaveLength(1);
});

test('a rule that was there before the fault stays', () => {
  const broken = at({ firewall: [unrelated, drop] });
  const baseline = at({ firewall: [unrelated] });
  expect(harmsAfter(at({ firewall: [unrelated] }), broken, baseline)).toEqual([]);
  expect(harmsAfter(at({}), broken, baseline)).toEqual([expect.stringMatching(/203\.0\.113\.9/)]);
});

test('a service is bound to all addresses only where the remedy asks for it', () => {
  const broken = at({ listeners: [listener('10.0.0.7')] });
  const now = at({ listeners: [listener('0.0.0.0')] });
  const rest = { baseline: broken, broken, now, port, clientAddresses };
  expect(harmsOf({ ...rest, truth: firewallDrop })).toEqual([expect.stringMatching(/more widely/)]);
  expect(harmsOf({ ...rest, truth: { cause: 'bound-elsewhere' } })).toEqual([]);
});

const situation = {
  ...{ baseline: at({}), broken: at({ firewall: [drop] }), port, clientAddresses },
  ...{ truth: firewallDrop, layers: [firewallDrop], isOrdered: false, isActedOn: false },
};

test('a mend counts by a remedy of the cause, or by one that was ordered', () => {
  expect(mendVerdict({ ...situation, now: at({}) })).toBe('mended');
  const detour = { ...situation, now: at({ firewall: [drop] }, 'another port') };
  expect(mendVerdict(detour)).toEqual({
    type: 'detour-seen',
    changes: ['client settings: changed'],
  });
  expect(mendVerdict({ ...detour, isOrdered: true })).toBe('mended');
});

test('what cannot be seen counts where the student was there', () => {
  const unseen = { ...situation, now: situation.broken };
  expect(mendVerdict(unseen)).toMatchObject({ changes: ['the fault passed by itself'] });
  expect(mendVerdict({ ...unseen, isActedOn: true })).toBe('mended');
});

test('an order is carried out where it mends', () => {
  const truth = { ...firewallDrop, best: { client: [], 'client+server': [] } };
  const of = { layers: [firewallDrop], truth };
  expect(orderOf('open-port', of)).toMatchObject({ outcome: 'done', layer: firewallDrop });
  const beneath = { cause: 'not-listening' } as const;
  const both = { layers: [firewallDrop, beneath], truth };
  expect(orderOf('start-service', both)).toMatchObject({ outcome: 'done', layer: beneath });
  expect(orderOf('use-right-port', of).outcome).toBe('useless');
  expect(orderOf('open-port-in-front', of)).toMatchObject({
    outcome: 'harmful',
    why: expect.stringMatching(/opens to others/) as string,
  });
});
