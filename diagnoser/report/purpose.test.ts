import { expect, test } from 'vitest';
import type { FirewallRule } from '../../vocabulary/index.ts';
import { bannedBy, purposeOf } from './purpose.ts';

const rule = (text: string, more: Partial<FirewallRule> = {}): FirewallRule => ({
  backend: text.startsWith('-A') ? 'iptables' : 'nft',
  table: text.startsWith('-A') ? 'filter' : 'inet fw',
  ...{ chain: 'INPUT', hook: 'input', kind: 'rule', verdict: 'drop' },
  text,
  ...more,
});

test.each([
  ['-A INPUT -p tcp -m tcp --dport 8080 -j DROP', undefined],
  ['-A INPUT -p tcp -m comment --comment "-m limit" -j DROP', undefined],
  ['-A INPUT -p tcp -m tcp --dport 8080 -m connlimit --connlimit-above 2 -j REJECT', 'limit'],
  ['-A INPUT -p tcp -m tcp --dport 8080 -m recent --update --hitcount 4 -j DROP', 'limit'],
  ['-A INPUT -p tcp -m hashlimit --hashlimit-above 9/sec -j DROP', 'limit'],
  ['tcp dport 8080 limit rate over 10/minute drop', 'limit'],
  ['tcp dport 8080 ct count over 3 reject', 'limit'],
  ['-A INPUT -m conntrack --ctstate INVALID -j DROP', 'invalid'],
  ['ct state invalid drop', 'invalid'],
  ['ct state { invalid, untracked } drop', 'invalid'],
  ['ct state established accept', undefined],
  ['-A INPUT -s 203.0.113.7/32 -j DROP', 'ban'],
  ['-A INPUT -s 10.0.0.0/8 -j DROP', undefined],
  ['-A INPUT ! -s 203.0.113.7/32 -j DROP', undefined],
  ['ip saddr != 203.0.113.7 drop', undefined],
  ['ip saddr @blocked drop', 'ban'],
  ['-A INPUT -m set --match-set banned src -j DROP', 'ban'],
  ['-A INPUT -m set ! --match-set friends src -j DROP', undefined],
  ['-A INPUT -p tcp -m comment --comment "a/b:c has no endpoints" -j DROP', undefined],
])('%s is for %s', (text, purpose) => {
  const own = rule(text);
  expect(purposeOf(own, [own], 8080)).toBe(purpose);
});

test('what is above a limit may fall to the next rule for the port', () => {
  const within = rule('-A INPUT -p tcp -m tcp --dport 8080 -m limit --limit 9/min -j ACCEPT', {
    verdict: 'accept',
  });
  const rest = rule('-A INPUT -p tcp -m tcp --dport 8080 -j DROP');
  expect(purposeOf(rest, [within, rest], 8080)).toBe('limit');
  expect(purposeOf(rest, [rest, within], 8080)).toBeUndefined();
  expect(purposeOf(rest, [{ ...within, chain: 'OTHER' }, rest], 8080)).toBeUndefined();
});

test('what is above a limit may fall to a rule for all, or to the policy', () => {
  const within = rule('tcp dport 8080 limit rate 9/minute accept', { verdict: 'accept' });
  const policy = rule('type filter hook input priority filter; policy drop;', { kind: 'policy' });
  const all = [policy, within, rule('counter drop')];
  for (const one of [policy, ...all.slice(2)]) {
    expect(purposeOf(one, all, 8080)).toBe('limit');
    expect(purposeOf(one, all, 9090)).toBeUndefined();
  }
});

test('a chain that is jumped to for one purpose alone has that purpose', () => {
  // As ufw 0.36 writes `ufw limit 8080/tcp`.
  const end = rule('-A ufw-user-limit -j REJECT', { chain: 'ufw-user-limit', verdict: 'reject' });
  const from = (text: string): FirewallRule =>
    rule(text, { chain: 'ufw-user-input', verdict: 'other' });
  const recent = '-p tcp -m tcp --dport 8080 -m recent --update --seconds 30 --hitcount 6';
  const limited = from(`-A ufw-user-input ${recent} -j ufw-user-limit`);
  const banned = from('-A ufw-user-input -s 203.0.113.7/32 -j ufw-user-limit');
  const plain = from('-A ufw-user-input -p tcp -m tcp --dport 8080 -j ufw-user-limit');
  const other = from('-A ufw-user-input -p tcp -m tcp --dport 22 -j ufw-user-limit');
  expect(purposeOf(end, [limited, end], 8080)).toBe('limit');
  expect(purposeOf(end, [limited, other, end], 8080)).toBe('limit');
  expect(purposeOf(end, [limited, plain, end], 8080)).toBeUndefined();
  expect(purposeOf(end, [limited, banned, end], 8080)).toBeUndefined();
  expect(purposeOf(end, [{ ...limited, table: 'mangle' }, end], 8080)).toBeUndefined();
  const dropping = rule('counter drop', { chain: 'over' });
  const jumping = rule('tcp dport 8080 limit rate over 9/minute jump over', { verdict: 'other' });
  expect(purposeOf(dropping, [jumping, dropping], 8080)).toBe('limit');
  const loop = rule('jump over', { chain: 'over', verdict: 'other' });
  expect(purposeOf(dropping, [loop, dropping], 8080)).toBeUndefined();
});

test.each([
  ['-A f2b-sshd -s 203.0.113.7/32 -j REJECT', 'f2b-sshd', { address: '203.0.113.7', jail: 'sshd' }],
  ['ip saddr @addr-set-web-auth reject', 'f2b-chain', { jail: 'web-auth' }],
  ['ip6 saddr @addr6-set-sshd drop', 'f2b-chain', { jail: 'sshd' }],
  ['-A INPUT -m set --match-set f2b-sshd src -j REJECT', 'INPUT', { jail: 'sshd' }],
  ['-A INPUT -s 203.0.113.7/32 -j DROP', 'INPUT', { address: '203.0.113.7' }],
])('%s in %s bans %j', (text, chain, banned) => {
  const table = text.startsWith('-A') ? 'filter' : 'inet f2b-table';
  expect(bannedBy(rule(text, { chain, table }))).toEqual(banned);
});

test.each([
  ['"default/web has no endpoints"', 'no-backend'],
  ['"default/web is closed"', undefined],
])('a rule of kube-proxy in iptables mode says %s', (comment, purpose) => {
  const text = `-A KUBE-SERVICES -d 10.96.5.7/32 -p tcp -m comment --comment ${comment} -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable`;
  const own = rule(text, { chain: 'KUBE-SERVICES', verdict: 'reject' });
  expect(purposeOf(own, [own], 8080)).toBe(purpose);
});

test.each([
  ['ip6 kube-proxy', 'reject-chain', 'no-backend'],
  ['ip kube-proxy', 'cluster-ips-check', undefined],
  ['inet fw', 'reject-chain', undefined],
])('a reject in table %s, chain %s, is for %s', (table, chain, purpose) => {
  const own = rule('reject', { table, chain, verdict: 'reject' });
  expect(purposeOf(own, [own], 8080)).toBe(purpose);
});
