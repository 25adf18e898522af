import { describe, expect, test } from 'vitest';
import { openPort } from './open-port.ts';
import { acceptPort, deleteRule, isNftName, isNftTable } from './rule-command.ts';
import { counted, factsWith, sampleRule } from './sample-facts.ts';

const drop = sampleRule();
const reject = sampleRule({ verdict: 'reject', text: '-A INPUT -j REJECT' });

describe('a port is opened', () => {
  test('by the rule that has the verdict, and counted', () => {
    const facts = factsWith({ ...counted([reject, drop]), uncountedRules: [drop] });
    expect(openPort(facts, 'drop').commands).toEqual(['iptables -D INPUT -j DROP']);
    expect(openPort(facts, 'reject').commands).toEqual(['iptables -D INPUT -j REJECT']);
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
    ['firewalld', ['firewall-cmd --permanent --add-port=8080/tcp', 'firewall-cmd --reload']],
  ] as const)('by %s where that keeps the rules', (manager, commands) => {
    const facts = factsWith(counted([drop], [], { manager }));
    expect(openPort(facts, 'drop').commands).toEqual(commands);
  });

  test.each([
    [
      { backend: 'nft', table: 'inet fw', chain: 'in', text: 'drop' },
      ['nft -a list chain inet fw in', 'nft delete rule inet fw in handle <handle of that rule>'],
    ],
    [
      { backend: 'nft', table: 'inet fw', chain: 'in', kind: 'policy' },
      ['nft insert rule inet fw in tcp dport 8080 accept'],
    ],
    [{ backend: 'nft', table: 'fw', chain: 'in' }, ['nft -a list ruleset']],
    [{ backend: 'nft', table: 'inet fw', chain: 'in; flush' }, ['nft -a list ruleset']],
    [{ kind: 'policy', text: ':INPUT DROP' }, ['iptables -I INPUT -p tcp --dport 8080 -j ACCEPT']],
    [{ backend: 'ip6tables', text: '-F' }, ['ip6tables-save -c']],
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
