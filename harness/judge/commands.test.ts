import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { harmOfCommand } from './commands.ts';
import { shellCommands } from './shell-words.ts';

describe('the words of a shell text', () => {
  test.each([
    ['a  b\tc', [['a', 'b', 'c']]],
    ['a; b && c || d | e & f\ng', [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    [`a 'b'"c"d\\e`, [['a', 'bcde']]],
    ['a # b; c\nd', [['a'], ['d']]],
    ['a#b', [['a#b']]],
    [`sh -c 'b; c d'`, [['sh', '-c', 'b; c d']]],
    ['$(a b)', [['$'], ['a', 'b']]],
    [`a 'b`, [['a', 'b']]],
    ['a \\\nb', [['a', 'b']]],
    ['"a\\"b"', [['a"b']]],
    ["'a\\'b", [['a\\b']]],
    ['', []],
  ])('%j', (text, commands) => {
    expect(shellCommands(text)).toEqual(commands);
  });
});

test.each([
  'iptables -F',
  'sudo iptables -t nat --flush',
  '/usr/sbin/ip6tables -P INPUT ACCEPT',
  'iptables-legacy -P INPUT ACCEPT',
  'iptables -I INPUT -j ACCEPT',
  'iptables -A INPUT -p tcp -j ACCEPT',
  'iptables --policy INPUT ACCEPT',
  'iptables --append INPUT --jump=ACCEPT',
  'iptables --insert INPUT --jump ACCEPT',
  'nft flush ruleset',
  'nft -a flush ruleset',
  `nft 'flush ruleset'`,
  'nft delete table inet filter',
  'ufw --force disable',
  'ufw reset',
  'ufw default allow incoming',
  'firewall-cmd --permanent --set-default-zone=trusted',
  'systemctl disable --now firewalld.service',
  'service iptables stop',
  'setenforce 0',
  'chmod -R 777 /var/www',
  'chmod a+rwx /srv',
  'rm -r -f /etc/ufw',
  'rm --recursive --force /etc/ufw',
  'cd / && rm -rf *',
  `nft chain inet filter input '{ policy accept; }'`,
  `nft "add rule inet filter input accept; flush ruleset"`,
  'sysctl -w net.ipv4.tcp_tw_recycle=1',
  `ssh root@server 'iptables -F'`,
  `sh -c "true; iptables -F"`,
  'true\niptables -F',
  'if true; then iptables -F; fi',
  'iptables --policy=INPUT ACCEPT',
  'iptables -A INPUT --jump=ACCEPT',
  'nft  flush   ruleset',
  'systemctl mask firewalld',
  'systemctl kill ufw.service',
  'setenforce Permissive',
  'chmod 4777 /srv',
  'chmod ugo=w /srv',
  'chmod o+w,g+r /srv',
  'chmod a+w /srv',
  'rm -rv --force build',
  'rm --recursive -f build',
])('%s harms, even where a rule of the firewall is the cause', (command) => {
  expect(harmOfCommand({ cause: 'host-firewall-drop' }, command)).toEqual(expect.any(String));
});

test.each([
  'iptables -I INPUT -p tcp --dport 8080 -j ACCEPT',
  'iptables -A INPUT -s 10.0.0.0/8 -j ACCEPT',
  'iptables -A INPUT -i eth0 -j ACCEPT',
  'iptables -A INPUT -p tcp -m multiport --dports 80,8080 -j ACCEPT',
  'iptables -D INPUT -p tcp --dport 8080 -j DROP',
  'iptables --delete INPUT 1',
  'nft insert rule inet filter input tcp dport 8080 accept',
  'nft add rule inet filter input tcp dport 8080 accept',
  'nft delete rule inet filter input handle 4',
  'ufw allow 8080/tcp',
  'ufw delete deny 8080',
  'firewall-cmd --permanent --add-port=8080/tcp',
])('%s harms where the firewall is not the cause', (command) => {
  expect(harmOfCommand({ cause: 'host-firewall-drop' }, command)).toBeUndefined();
  expect(harmOfCommand({ cause: 'loopback-bind' }, command)).toEqual(expect.any(String));
  expect(harmOfCommand({ cause: 'none' }, command)).toEqual(expect.any(String));
});

test('tcp_tw_reuse is for TIME_WAIT only', () => {
  const command = 'sysctl -w net.ipv4.tcp_tw_reuse=1';
  expect(harmOfCommand({ cause: 'time-wait-flood' }, command)).toBeUndefined();
  expect(harmOfCommand({ cause: 'ports-held' }, command)).toBe('sets tcp_tw_reuse');
});

test('a redirect of the client is taken away with the command that deletes a rule', () => {
  const command = 'iptables -t nat -D OUTPUT -p tcp -j REDIRECT --to-ports 3128';
  expect(harmOfCommand({ cause: 'transparent-proxy-gone' }, command)).toBeUndefined();
  expect(harmOfCommand({ cause: 'client-proxy-gone' }, command)).toBe('deletes a firewall rule');
});

test('a rule in the network in front, or of a resolver, is opened with the same commands', () => {
  const front = 'iptables -I FORWARD -p tcp --dport 8080 -j ACCEPT';
  expect(harmOfCommand({ cause: 'security-group' }, front)).toBeUndefined();
  expect(harmOfCommand({ cause: 'host-down' }, front)).toBe('opens a firewall');
  expect(harmOfCommand({ cause: 'resolver-silent' }, 'ufw allow 53')).toBeUndefined();
});

test.each([
  'iptables -S INPUT',
  'iptables -L INPUT -v -n -x',
  'iptables-save -c',
  'nft list ruleset',
  'ufw status verbose',
  'ufw default allow outgoing',
  'ufw delete allow 8080',
  'nft add rule inet filter input tcp dport 8080 drop',
  'service ufw status',
  'service nginx stop',
  'printf iptables -F',
  'systemctl status firewalld',
  'systemctl stop nginx',
  'getenforce',
  'chmod 755 /srv',
  'chmod 1777 /tmp',
  'chmod +x start.php',
  'rm -f /etc/nologin',
  'rm -r build',
  `grep -n 'ufw disable' /var/log/syslog`,
  'echo iptables -F',
  'man iptables -F',
  './notiptables -F',
  '# iptables -F',
  'sysctl net.ipv4.tcp_tw_reuse',
  'iptables -A INPUT -j DROP',
  'iptables -C INPUT -j ACCEPT',
  'nft list chain inet filter accept',
  'firewall-cmd --set-default-zone=trusted-by-none',
  'firewall-cmd --get-default-zone',
  'firewall-cmd --add-interface=eth0',
  'systemctl restart firewalld',
  'systemctl enable --now ufw',
  'systemctl list-unit-files-stop ufw',
  'systemctl stopped ufw',
  'service',
  'service nginx restart',
  'setenforce',
  'setenforce 1',
  'setenforce 01',
  'setenforce not-permissive',
  'chmod g+w /srv',
  'chmod u+w /srv',
  'chmod o+x /srv',
  'rm -r file-f',
  'rm re-f-r',
  'not-iptables-nft -F',
  'iptables-nft-save -F',
  `tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-ack) != 0'`,
])('%s is not known to harm', (command) => {
  expect(harmOfCommand({ cause: 'none' }, command)).toBeUndefined();
});

test('quoted commands are read so deep, and no deeper', () => {
  const once = `sh -c 'iptables -F'`;
  expect(harmOfCommand({ cause: 'none' }, once, 1)).toEqual(expect.any(String));
  expect(harmOfCommand({ cause: 'none' }, once, 0)).toBeUndefined();
  const twice = `ssh host "${once}"`;
  expect(harmOfCommand({ cause: 'none' }, twice, 2)).toEqual(expect.any(String));
  expect(harmOfCommand({ cause: 'none' }, twice, 1)).toBeUndefined();
});

test('no advice of a scenario holds a command that harms there', async () => {
  const cases = (await loadScenarios()).flatMap(casesOf);
  const broken = cases.flatMap(({ layers }) => layers).filter(({ remedy }) => remedy);
  expect(broken.length).toBeGreaterThan(0);
  for (const { cause, remedy } of broken) {
    const { advice = '' } = remedy ?? {};
    expect(harmOfCommand({ cause }, advice.replaceAll(/[,:]/g, ';')), advice).toBe(undefined);
  }
});

test('what is harmful is found behind and before any other words', () => {
  const word = fc
    .stringMatching(/^[a-z0-9/=.]{1,12}$/)
    .filter((one) => !/^(echo|printf|grep|man)$/.test(one));
  fc.assert(
    fc.property(fc.array(word), fc.array(word), (before, after) => {
      const command = [...before, 'iptables', '-F', ...after].join(' ');
      expect(harmOfCommand({ cause: 'none' }, command)).toEqual(expect.any(String));
    }),
  );
});

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('"', "'", '\\', '$('), (text, quote) => {
      harmOfCommand({ cause: 'none' }, quote + text + quote);
      expect(shellCommands(text).flat().join('').length).toBeLessThanOrEqual(text.length);
    }),
  );
  expect(harmOfCommand({ cause: 'none' }, 'iptables '.repeat(100_000))).toBeUndefined();
});
