import { expect, test } from 'vitest';
import type { FirewallRule } from '../../vocabulary/index.ts';
import { rulesMetBy } from './let-in.ts';

const rule = (text: string, more: Partial<FirewallRule> = {}): FirewallRule => ({
  backend: text.startsWith('-A') || text.startsWith(':') ? 'iptables' : 'nft',
  ...{ table: 'filter', hook: 'input', kind: text.startsWith(':') ? 'policy' : 'rule' },
  chain: /^-A (\S+)/.exec(text)?.[1] ?? 'INPUT',
  verdict: /accept$/i.test(text) ? 'accept' : /drop$/i.test(text) ? 'drop' : 'other',
  text,
  ...more,
});
const policy = rule(':INPUT DROP');
const isAfter = (one: FirewallRule, ...all: FirewallRule[]): boolean =>
  !rulesMetBy(all, 8080).includes(one);
const before = (...texts: string[]): boolean =>
  isAfter(policy, policy, ...texts.map((text) => rule(text)));

test.each([
  '-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT',
  '-A INPUT -p tcp -m state --state NEW -m tcp --dport 8080 -j ACCEPT',
  '-A INPUT -p tcp -m multiport --dports 80,8080 -j ACCEPT',
  '-A INPUT -p tcp -m conntrack --ctstate NEW,ESTABLISHED -m tcp --dport 8000:8100 -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 8080 -m comment --comment "the shop -s x" -j ACCEPT',
])('what comes after %s is not for the port', (text) => {
  expect(before(text)).toBe(true);
});

test.each([
  '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
  '-A INPUT -p tcp -m tcp ! --dport 8080 -j ACCEPT',
  '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 8080 -j ACCEPT',
  '-A INPUT -i lo -p tcp -m tcp --dport 8080 -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 8080 -m limit --limit 9/min -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 8080 -m state --state ESTABLISHED -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 8080 -j DROP',
  '-A OTHER -p tcp -m tcp --dport 8080 -j ACCEPT',
])('what comes after %s may be', (text) => {
  expect(before(text)).toBe(false);
});

test('the chain is left before', () => {
  expect(before('-A INPUT -j RETURN', '-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT')).toBe(false);
});

test('the port is let in by a chain that each packet comes to', () => {
  const accepts = '-A ufw-user-input -p tcp -m tcp --dport 8080 -j ACCEPT';
  expect(before('-A INPUT -j ufw-user-input', accepts)).toBe(true);
  expect(before('-A INPUT -i eth0 -j ufw-user-input', accepts)).toBe(false);
  expect(before('-A INPUT -j INPUT')).toBe(false);
});

test.each([
  ['tcp dport 8080 accept', true],
  ['tcp dport { 80, 8080 } ct state new counter accept', true],
  ['ct state { established, new } tcp dport 8080 accept', true],
  ['iifname "lo" tcp dport 8080 accept', false],
  ['ip saddr 10.0.0.0/8 tcp dport 8080 accept', false],
  ['tcp dport 8080 limit rate 9/minute accept', false],
  ['tcp dport @open accept', false],
])('before a rule of nft: %s, %s', (text, expected) => {
  const [first, drop] = [rule(text), rule('counter drop')];
  expect(isAfter(drop, first, drop)).toBe(expected);
  expect(isAfter(drop, drop, first)).toBe(false);
  expect(isAfter(drop, { ...first, table: 'other' }, drop)).toBe(false);
});
