import { expect, test } from 'vitest';
import type { FirewallRule } from '../../vocabulary/index.ts';
import { destinationOf } from '../observe/forward.ts';
import { concerns, namesPort } from './rules.ts';
import { rulesFor } from './rules-for.ts';
import { mappedBy } from './sets.ts';
import { mayBeFrom, namedIn } from './sources.ts';

const rule = (text: string, elements?: string[], isCut?: true): FirewallRule => ({
  backend: text.startsWith('-A') ? 'iptables' : 'nft',
  table: text.startsWith('-A') ? 'filter' : 'inet fw',
  ...{ chain: 'INPUT', hook: 'input', kind: 'rule', verdict: 'drop', text },
  ...(elements === undefined
    ? {}
    : { sets: [{ set: 'some', elements, ...(isCut ? { isCut } : {}) }] }),
});

test.each<[string, string[] | undefined, boolean | undefined]>([
  ['tcp dport @some drop', ['22', '8080'], true],
  ['tcp dport @some drop', ['22', '8000-8100'], true],
  ['tcp dport @some drop', ['22', '9090-9100'], false],
  ['tcp dport @some drop', [], false],
  ['tcp dport != @some drop', ['22'], true],
  ['tcp dport != @some drop', ['8080'], false],
  ['tcp dport @some drop', undefined, undefined],
  ['tcp dport @other drop', ['22'], undefined],
  ['ip saddr . tcp dport @some drop', ['10.0.0.9 . 22'], undefined],
  ['-A INPUT -p tcp -m set --match-set some dst -j DROP', ['22'], false],
  ['-A INPUT -p tcp -m set --match-set some dst -j DROP', ['tcp:8080'], true],
  ['-A INPUT -p tcp -m set ! --match-set some dst -j DROP', ['22'], true],
  ['-A INPUT -p tcp -m set --match-set some dst -j DROP', ['10.0.0.2'], undefined],
])('whether %s of %j is about port 8080: %s', (text, elements, expected) => {
  expect(namesPort(rule(text, elements), 8080)).toBe(expected);
  expect(concerns(rule(text, elements), '10.0.0.2', 8080)).toBe(expected !== false);
});

test('a set that is not whole says nothing', () => {
  expect(namesPort(rule('tcp dport @some drop', ['22'], true), 8080)).toBeUndefined();
  expect(mayBeFrom(rule('ip saddr @some drop', ['10.0.0.9'], true), '10.0.0.2', ['10.0.0.1'])).toBe(
    true,
  );
});

const [own, target] = ['10.0.0.1', '10.0.0.2'];
test.each<[string, string[] | undefined, boolean]>([
  ['ip saddr @some drop', ['203.0.113.7', own], true],
  ['ip saddr @some drop', ['203.0.113.7', '10.0.0.0/24'], true],
  ['ip saddr @some drop', ['10.0.0.1-10.0.0.9'], true],
  ['ip saddr @some drop', ['203.0.113.7', '198.51.100.0/24'], false],
  ['ip saddr @some drop', [], false],
  // NAT may give the client another private address.
  ['ip saddr @some drop', ['192.168.7.7'], true],
  ['ip saddr @some drop', undefined, true],
  ['ip6 saddr @some drop', ['fd00::1'], false],
  ['ip saddr 203.0.113.7 drop', undefined, false],
  ['ip saddr != 203.0.113.7 drop', undefined, true],
  ['ip saddr { 203.0.113.7, 198.51.100.9 } drop', undefined, false],
  ['-A INPUT -s 203.0.113.0/24 -j DROP', undefined, false],
  ['-A INPUT ! -s 203.0.113.0/24 -j DROP', undefined, true],
  ['-A INPUT -m set --match-set some src -j DROP', ['203.0.113.7'], false],
  ['-A INPUT -m set ! --match-set some src -j DROP', ['203.0.113.7'], true],
  ['-A INPUT -m set --match-set some src,dst -j DROP', ['203.0.113.7,tcp:80'], false],
  ['-A INPUT -m comment --comment "-s 203.0.113.7" -j DROP', undefined, true],
  ['tcp dport 8080 drop', undefined, true],
])('whether %s of %j may be for a client with a private address: %s', (text, elements, may) => {
  expect(mayBeFrom(rule(text, elements), target, [own])).toBe(may);
  expect(mayBeFrom(rule(text, elements), target, undefined)).toBe(true);
});

test('a public server sees a private client by a translated address', () => {
  const ban = rule('ip saddr @some drop', ['203.0.113.7']);
  expect(mayBeFrom(ban, '198.51.100.2', [own])).toBe(true);
  expect(mayBeFrom(ban, '198.51.100.2', ['198.51.100.9'])).toBe(false);
  // An address of a carrier or a VPN is no public one.
  expect(mayBeFrom(ban, '198.51.100.2', [own, '100.101.7.9'])).toBe(true);
  expect(mayBeFrom(ban, '198.51.100.2', [own, '100.128.7.9'])).toBe(false);
  expect(mayBeFrom(ban, '198.51.100.2', ['203.0.113.7'])).toBe(true);
  expect(mayBeFrom(ban, '198.51.100.2', ['fd00::1'])).toBe(true);
});

test('rules of others are left out', () => {
  const [ours, theirs] = [
    rule('ip saddr @some drop', [own]),
    rule('ip saddr @some drop', ['203.0.113.7']),
  ];
  const client = { address: target, own: [own], port: 8080 };
  expect(rulesFor([ours, theirs], client)).toEqual([ours]);
  expect(namedIn(ours, [own])).toBe(own);
  expect(namedIn(rule('ip saddr @some drop', ['10.0.0.0/24']), [own])).toBeUndefined();
  expect(namedIn(ours)).toBeUndefined();
});

test.each<[string, string[] | undefined, ReturnType<typeof mappedBy>]>([
  ['tcp dport vmap { 22 : accept, 8080 : drop }', undefined, { to: 'drop' }],
  ['tcp dport vmap { 22 : drop }', undefined, 'nothing'],
  ['tcp dport vmap @some', ['22 : accept', '8000-8100 : jump web'], { to: 'jump web' }],
  ['tcp dport vmap @some', ['22 : drop'], 'nothing'],
  ['tcp dport vmap @some', undefined, undefined],
  ['dnat ip to tcp dport map @some', ['8080 : 10.0.9.9 . 80'], { to: '10.0.9.9 . 80' }],
  ['ip saddr vmap { 10.0.0.1 : drop }', undefined, undefined],
  ['ip saddr . tcp dport vmap @some', ['10.0.0.1 . 8080 : drop'], undefined],
])('%s of %j has for port 8080 %j', (text, elements, expected) => {
  expect(mappedBy(rule(text, elements), 8080)).toEqual(expected);
});

test('a port is forwarded by a map', () => {
  const dnat = (to: string) => ({
    ...rule('dnat ip to tcp dport map @some', [to]),
    ...{ hook: 'prerouting', verdict: 'other' as const },
  });
  expect(destinationOf(dnat('8080 : 10.0.9.9 . 80'), 8080)).toBe('10.0.9.9:80');
  expect(destinationOf(dnat('8080 : 10.0.9.9'), 8080)).toBe('10.0.9.9');
  expect(destinationOf(dnat('81 : 10.0.9.9'), 8080)).toBeUndefined();
  expect(destinationOf(dnat('8080 : 10.0.9.9'))).toBeUndefined();
});
