import { describe, expect, test } from 'vitest';
import { openPort } from './open-port.ts';
import { acceptPort, deleteRule, isNftName, isNftTable } from './rule-command.ts';
import { counted, factsWith, sampleRule } from './sample-facts.ts';

const drop = sampleRule();
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
