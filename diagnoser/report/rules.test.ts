import { describe, expect, test } from 'vitest';
import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import { concerns, countedRules, namesPort } from './rules.ts';

const rule = (text: string, more: Partial<FirewallRule> = {}): FirewallRule => ({
  backend: text.startsWith('-A') ? 'iptables' : 'nft',
  table: text.startsWith('-A') ? 'filter' : 'inet fw',
  chain: 'INPUT',
  hook: 'input',
  kind: 'rule',
  verdict: 'drop',
  text,
  ...more,
});

const snapshot = (firewall: FirewallRule[]): Snapshot => ({
  takenAtMs: 0,
  root: true,
  addresses: [],
  routes: [],
  listeners: [],
  firewall,
  counters: {},
  sysctls: {},
  sockets: {},
  processes: [],
  markers: {},
  missing: [],
});

describe('whether a rule is about port 8080', () => {
  test.each([
    ['-A INPUT -p tcp -m tcp --dport 8080 -j DROP', true],
    ['-A INPUT -p tcp -m tcp --dport 8000:8100 -j DROP', true],
    ['-A INPUT -p tcp -m tcp ! --dport 22 -j DROP', true],
    ['-A INPUT -p tcp -m multiport --dports 22,8080 -j DROP', true],
    ['-A INPUT -p tcp -m tcp --dport 80 -j DROP', false],
    ['-A INPUT -p tcp -m comment --comment "--dport 8080" --dport 80 -j DROP', false],
    ['tcp dport { 22, 8000-8100 } drop', true],
    ['tcp dport != 8080 drop', false],
    ['-A INPUT -s 10.0.0.1/32 -j DROP', undefined],
    ['tcp dport @closed drop', undefined],
  ])('%s: %s', (text, names) => {
    expect(namesPort(rule(text), 8080)).toBe(names);
  });
});

describe('a rule concerns no TCP connection over IPv4 to that port', () => {
  test.each([
    rule('-A INPUT -p udp -j DROP'),
    rule('-A INPUT -p icmp -j DROP'),
    rule('-A INPUT -j DROP', { backend: 'ip6tables' }),
    rule('udp dport 8080 drop'),
    rule('meta nfproto ipv6 fib saddr . mark . iif oif missing drop'),
    rule('tcp dport 8080 drop', { table: 'ip6 fw' }),
    rule('-A INPUT -p tcp --dport 9090 -j DROP'),
  ])('$text of $backend, table $table', (other) => {
    expect(concerns(other, '10.0.0.2', 8080)).toBe(false);
  });

  test('but one that takes everything does', () => {
    expect(concerns(rule('-A INPUT -j DROP'), '10.0.0.2', 8080)).toBe(true);
  });
});

test('of two rules with the same words the one that counted is found', () => {
  const text = '-A INPUT -j DROP';
  const before = snapshot([rule(text, { packets: 5 }), rule(text, { packets: 7 })]);
  const after = snapshot([rule(text, { packets: 5 }), rule(text, { packets: 9 })]);
  expect(countedRules(before, after).map(({ packets }) => packets)).toEqual([2]);
});

test('a rule that lets packets through counts for nothing', () => {
  const accept = (packets: number) => rule('-A INPUT -j ACCEPT', { verdict: 'accept', packets });
  expect(countedRules(snapshot([accept(1)]), snapshot([accept(3)]))).toEqual([]);
});
