import { describe, expect, test } from 'vitest';
import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import type { Facts } from '../observe/facts.ts';
import { openPort } from './open-port.ts';
import { acceptPort, deleteRule, isNftName, isNftTable } from './rule-command.ts';
import { counted, factsWith, sampleRule } from './sample-facts.ts';

const drop = sampleRule();
const onServer = (firewall: FirewallRule[], parts: Partial<Facts>): Facts => {
  const facts = factsWith(parts);
  const before: Snapshot = {
    ...{ takenAtMs: 0, root: true, addresses: [], routes: [], listeners: [], firewall },
    ...{ counters: {}, sysctls: {}, sockets: {}, processes: [], markers: {}, missing: [] },
  };
  return {
    ...facts,
    evidence: { ...facts.evidence, server: { protocol: 1, before, attempts: 0 } },
  };
};
const reject = sampleRule({ verdict: 'reject', text: '-A INPUT -j REJECT' });

describe('a port is opened', () => {
  test('by the rule that has the verdict, and counted', () => {
    const facts = factsWith({ ...counted([reject, drop]), uncountedRules: [drop] });
    expect(openPort(facts, 'drop').commands).toEqual([
      'iptables -I INPUT -p tcp --dport 8080 -j ACCEPT',
    ]);
    expect(openPort(facts, 'reject').commands).toEqual([
      'iptables -I INPUT -p tcp --dport 8080 -j ACCEPT',
    ]);
    const uncounted = factsWith({ uncountedRules: [reject, drop] });
    expect(openPort(uncounted, 'drop').text).toContain(
      ' The rule is in iptables, table filter, chain INPUT: -A INPUT -j DROP',
    );
  });

  test('with a look at all rules where none is known', () => {
    expect(openPort(factsWith({}), 'drop')).toEqual({
      action: 'open-port',
      text: "Let TCP port 8080 in through the server's firewall.",
      commands: ['iptables-save -c', 'nft list ruleset'],
    });
  });

  test('in the panel, too', () => {
    const { text } = openPort(factsWith({ panel: { name: 'Baota/aaPanel' } }), 'drop');
    expect(text).toMatch(/firewall\. The panel Baota\/aaPanel keeps a list of its own/);
    expect(openPort(factsWith({ panel: { name: undefined } }), 'drop').text).not.toContain('panel');
  });

  test.each([
    ['ufw', ['ufw allow 8080/tcp']],
    ['firewalld', ['firewall-cmd --add-port=8080/tcp', 'firewall-cmd --runtime-to-permanent']],
  ] as const)('by %s where that keeps the rules', (manager, commands) => {
    const facts = factsWith(counted([sampleRule({ kind: 'policy' })], [], { manager }));
    expect(openPort(facts, 'drop').commands).toEqual(commands);
  });

  test('by its own rule, where that is none of the manager', () => {
    const own = sampleRule({ text: '-A INPUT -p tcp -m tcp --dport 8080 -j DROP' });
    const facts = factsWith(counted([own], [], { manager: 'ufw' }));
    expect(openPort(facts, 'drop').commands).toEqual([
      'iptables -D INPUT -p tcp -m tcp --dport 8080 -j DROP',
    ]);
  });

  test('not where the rule is for packets of no connection', () => {
    const facts = factsWith(counted([drop], [], { purpose: 'invalid' }));
    expect(openPort(facts, 'drop')).toMatchObject({ action: 'look-further' });
  });

  test.each([
    [
      { backend: 'nft', table: 'inet fw', chain: 'in', text: 'drop' },
      ['nft insert rule inet fw in tcp dport 8080 accept'],
    ],
    [
      { backend: 'nft', table: 'inet fw', chain: 'in', kind: 'policy' },
      ['nft insert rule inet fw in tcp dport 8080 accept'],
    ],
    [{ backend: 'nft', table: 'fw', chain: 'in' }, ['nft -a list ruleset']],
    [{ backend: 'nft', table: 'inet fw', chain: 'in; flush' }, ['nft -a list ruleset']],
    [{ kind: 'policy', text: ':INPUT DROP' }, ['iptables -I INPUT -p tcp --dport 8080 -j ACCEPT']],
    [{ backend: 'ip6tables', text: '-F --dport 8080' }, ['ip6tables-save -c']],
    [
      { text: '-A INPUT -p tcp -m tcp --dport 8080 -j DROP' },
      ['iptables -D INPUT -p tcp -m tcp --dport 8080 -j DROP'],
    ],
    ...[
      '-A INPUT -p tcp -m tcp ! --dport 22 -j DROP',
      '-A INPUT -p tcp -m tcp --dport 8080:8090 -j DROP',
      '-A INPUT -p tcp -m multiport --dports 80,8080 -j DROP',
      '-A INPUT -m comment --comment " --dport 8080 " -j DROP',
    ].map((text) => [{ text }, ['iptables -I INPUT -p tcp --dport 8080 -j ACCEPT']] as const),
  ] as const)('where the rule is %j', (parts, commands) => {
    expect(openPort(factsWith(counted([sampleRule(parts)])), 'drop').commands).toEqual(commands);
  });
});

describe('a port that is let in for some alone', () => {
  const forAll = sampleRule({ kind: 'policy', hook: 'input', text: ':INPUT DROP' });
  const who = '<address of the client>';

  test.each([
    [
      { text: '-A INPUT ! -s 192.0.2.0/24 -p tcp -m tcp --dport 8080 -j DROP' },
      `iptables -I INPUT -s ${who} -p tcp --dport 8080 -j ACCEPT`,
    ],
    [
      {
        backend: 'nft',
        table: 'inet fw',
        chain: 'in',
        text: 'tcp dport 8080 ip saddr != @good drop',
      },
      `nft insert rule inet fw in ip saddr ${who} tcp dport 8080 accept`,
    ],
  ] as const)('by %j is opened to this client alone', (parts, command) => {
    const { commands, text } = openPort(factsWith(counted([sampleRule(parts)])), 'drop');
    expect(commands).toEqual([command]);
    expect(text).toContain('admit this client, and not all');
  });

  test.each([
    ['-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 8080 -j ACCEPT', true],
    ['-A INPUT -i eth1 -p tcp -m tcp --dport 8080 -j ACCEPT', true],
    ['-A INPUT -i lo -p tcp -m tcp --dport 8080 -j ACCEPT', false],
    ['-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -j ACCEPT', false],
  ])('as %s does', (text, isForSome) => {
    const accept = sampleRule({ verdict: 'accept', hook: 'input', text });
    const opened = openPort(onServer([forAll, accept], counted([forAll])), 'drop').commands;
    expect(opened[0]?.includes(who)).toBe(isForSome);
  });

  test('by ufw or firewalld, in their words', () => {
    const accept = sampleRule({
      ...{ verdict: 'accept', hook: 'input', chain: 'ufw-user-input' },
      text: '-A ufw-user-input -s 192.0.2.0/24 -p tcp -m tcp --dport 8080 -j ACCEPT',
    });
    const by = (manager: 'ufw' | 'firewalld') =>
      openPort(onServer([forAll, accept], counted([forAll], [], { manager })), 'drop').commands;
    expect(by('ufw')).toEqual([`ufw insert 1 allow from ${who} to any port 8080 proto tcp`]);
    expect(by('firewalld')[0]).toContain(`source address="${who}" port port="8080"`);
  });
});

describe('a port of firewalld', () => {
  const nft = (chain: string, text: string, more = {}) =>
    sampleRule({ ...{ backend: 'nft', table: 'inet firewalld', chain, text }, ...more });
  const inZone = (...zones: string[]) =>
    zones.map((zone, index) =>
      nft('filter_INPUT_ZONES', `iifname "eth${index}" goto filter_IN_${zone}`, {
        verdict: 'other',
      }),
    );
  const last = nft('filter_INPUT', 'reject with icmpx admin-prohibited', { verdict: 'reject' });
  const opened = (all: FirewallRule[], rule = last) =>
    openPort(onServer(all, counted([rule], [], { manager: 'firewalld' })), rule.verdict as 'drop');

  test('is opened in the zone that is used', () => {
    const { commands } = opened([...inZone('dmz'), last]);
    expect(commands[0]).toBe('firewall-cmd --zone=dmz --add-port=8080/tcp');
    const own = nft('filter_IN_drop', 'drop');
    expect(opened([...inZone('drop', 'public'), own], own).commands[0]).toContain('--zone=drop ');
  });

  test('is opened by hand where several zones are used', () => {
    const { commands, text } = opened([...inZone('dmz', 'public'), last]);
    expect(commands).toEqual(['firewall-cmd --get-active-zones']);
    expect(text).toContain('(dmz, public)');
  });

  test('is not opened in panic mode', () => {
    const panic = nft('raw_prerouting', 'type filter hook prerouting; policy drop;', {
      ...{ table: 'inet firewalld_policy_drop', kind: 'policy' },
    });
    expect(opened([...inZone('public'), panic], panic).commands).toEqual([
      'firewall-cmd --query-panic',
    ]);
  });
});

test('a port that is led on is opened where it leads', () => {
  const policy = {
    kind: 'policy',
    hook: 'forward',
    chain: 'FORWARD',
    text: ':FORWARD DROP',
  } as const;
  const dnat = sampleRule({
    text: '-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.18.0.5:80',
  });
  const forward = { rule: dnat, counted: true };
  const opened = (rule: FirewallRule) =>
    openPort(factsWith({ ...counted([rule]), forward }), 'drop').commands;
  expect(opened(sampleRule(policy))).toEqual([
    'iptables -I FORWARD -d 172.18.0.5 -p tcp --dport 80 -j ACCEPT',
  ]);
  expect(opened(sampleRule({ ...policy, backend: 'nft', table: 'ip f', chain: 'fwd' }))).toEqual([
    'nft insert rule ip f fwd ip daddr 172.18.0.5 tcp dport 80 accept',
  ]);
});

test('a port is opened in each base chain whose policy may discard it', () => {
  const policy = (table: string, hook = 'input') =>
    sampleRule({
      ...{ backend: 'nft', kind: 'policy', chain: 'in', table, hook },
      text: `type filter hook ${hook} priority filter; policy drop;`,
    });
  const opened = (parts: Partial<Facts>) => openPort(factsWith(parts), 'drop').commands;
  const uncountedRules = [policy('ip a'), policy('inet b'), policy('inet c', 'output')];
  expect(opened({ uncountedRules })).toEqual([
    'nft insert rule ip a in tcp dport 8080 accept',
    'nft insert rule inet b in tcp dport 8080 accept',
  ]);
  expect(opened({ ...counted([drop]), uncountedRules })).toHaveLength(1);
});

test('answers of what is led on are let in, if no rule does that', () => {
  const policy = sampleRule({
    ...{ kind: 'policy', hook: 'forward', chain: 'FORWARD', text: ':FORWARD DROP' },
  });
  const rule = sampleRule({
    text: '-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.18.0.5:80',
  });
  const answers = sampleRule({
    ...{ chain: 'FORWARD', hook: 'forward', verdict: 'accept' },
    text: '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  });
  const opened = (...firewall: FirewallRule[]) =>
    openPort(
      onServer(firewall, { ...counted(firewall.slice(0, 1)), forward: { rule, counted: true } }),
      'drop',
    ).commands;
  const opens = 'iptables -I FORWARD -d 172.18.0.5 -p tcp --dport 80 -j ACCEPT';
  expect(opened(policy)).toEqual([
    opens,
    'iptables -I FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ]);
  expect(opened(policy, answers)).toEqual([opens]);
  expect(opened({ ...policy, backend: 'nft', table: 'ip f', chain: 'fwd' })[1]).toBe(
    'nft insert rule ip f fwd ct state established,related accept',
  );
});

test('a rule that has what is INVALID is not the one that is named beside another', () => {
  const invalid = sampleRule({ text: '-A INPUT -m conntrack --ctstate INVALID -j DROP' });
  const { text } = openPort(factsWith({ uncountedRules: [invalid, drop] }), 'drop');
  expect(text).toContain(drop.text);
});

test('a rule outside the table filter is named with its table', () => {
  const raw = sampleRule({ table: 'raw', chain: 'PREROUTING', text: '-A PREROUTING -j DROP' });
  expect(deleteRule(raw)).toBe('iptables -t raw -D PREROUTING -j DROP');
  expect(acceptPort(raw, 80)).toBe('iptables -t raw -I PREROUTING -p tcp --dport 80 -j ACCEPT');
});

test.each([
  '-I INPUT -j DROP',
  ...['-X', '-t', '-t=nat', '--mod', '--mod=a', '--mo=a', '--mo', '--modprobe', '--table'].map(
    (word) => `-A INPUT ${word} -j DROP`,
  ),
])('the rule %s is none that iptables prints', (text) => {
  expect(deleteRule(sampleRule({ text }))).toBeUndefined();
});

test.each(['-A INPUT -m a-t -j DROP', '-A INPUT --months 1 -j DROP', '-A INPUT -m x--mod -j DROP'])(
  'the rule %s is one',
  (text) => {
    expect(deleteRule(sampleRule({ text }))).toBe(`iptables ${text.replace('-A', '-D')}`);
  },
);

test('nft is given names only', () => {
  for (const name of ['input', 'filter_IN', 'a.b/c\\d-e1', 'I']) expect(isNftName(name)).toBe(true);
  for (const name of ['', '1a', ' a', 'a b', 'a;', ';a', '{a', 'a}', '"a"', '-a'])
    expect(isNftName(name), name).toBe(false);
  for (const family of ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'])
    expect(isNftTable(`${family} fw`)).toBe(true);
  for (const table of ['', 'inet', 'fw', 'xinet fw', 'inetx fw', 'ip7 fw', 'inet fw;', 'inet a b'])
    expect(isNftTable(table), table).toBe(false);
});
