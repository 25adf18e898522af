import { expect, test } from 'vitest';
import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import { standingOf } from './standing.ts';

const address = '10.0.0.2';
const policy: FirewallRule = {
  ...{ backend: 'iptables', table: 'filter', chain: 'INPUT', hook: 'input', kind: 'policy' },
  ...{ verdict: 'drop', packets: 9, text: ':INPUT DROP' },
};
const rule = (text: string, verdict: FirewallRule['verdict'] = 'drop'): FirewallRule => ({
  ...{ backend: text.startsWith('-A') ? 'iptables' : 'nft', table: 'inet fw', chain: 'INPUT' },
  ...{ hook: 'input', kind: 'rule', verdict, packets: 9, text },
});
const snapshot = (firewall: FirewallRule[], queued = 0): Snapshot => ({
  ...{ takenAtMs: 0, root: true, addresses: [], routes: [], firewall, counters: {}, sysctls: {} },
  listeners: [{ address: '0.0.0.0', family: 'ipv4', port: 8080, queued, backlog: 4 }],
  ...{ sockets: {}, processes: [], markers: {}, missing: [] },
});
const standing = (...firewall: FirewallRule[]) => standingOf(snapshot(firewall), address, 8080);

const usual = [
  rule('-A INPUT -i lo -j ACCEPT', 'accept'),
  rule('-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', 'accept'),
  rule('-A INPUT -p icmp -j ACCEPT', 'accept'),
  rule('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', 'accept'),
];

test.each<[what: string, rules: FirewallRule[], standing: 'discards' | undefined]>([
  ['a policy', [policy], 'discards'],
  ['a policy beside what servers usually let in', [...usual, policy], 'discards'],
  ['a rule for the port', [rule('-A INPUT -p tcp -m tcp --dport 8080 -j DROP')], 'discards'],
  ['a rule of nft for the port', [rule('tcp dport { 80, 8080 } counter drop')], 'discards'],
  ['a rule for all', [...usual, rule('-A INPUT -j DROP')], 'discards'],
  [
    'the port is let in',
    [...usual, rule('-A INPUT -p tcp --dport 8080 -j ACCEPT', 'accept'), policy],
    undefined,
  ],
  ['some may be let in', [rule('-A INPUT -s 10.0.0.0/8 -j ACCEPT', 'accept'), policy], undefined],
  [
    'new ones may be let in',
    [rule('ct state established,new accept', 'accept'), policy],
    undefined,
  ],
  [
    'a rule for some',
    [rule('-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 8080 -j DROP')],
    undefined,
  ],
  ['another port', [rule('-A INPUT -p tcp -m tcp --dport 80 -j DROP')], undefined],
  ['on the way through', [{ ...policy, hook: 'forward' }], undefined],
  ['nothing', usual, undefined],
])('%s', (_, rules, expected) => {
  expect(standing(...rules)).toBe(expected);
});

test('a queue is full beyond its backlog', () => {
  expect(standingOf(snapshot([], 4), address, 8080)).toBeUndefined();
  expect(standingOf(snapshot([], 5), address, 8080)).toBe('queue-full');
  expect(standingOf(snapshot([], 5), address, 80)).toBeUndefined();
});
