import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FirewallRule } from '../vocabulary/index.ts';
import { parseSnapshot, ReportError } from './index.ts';

/** What the script printed in network namespaces on Debian 12; only the process lists are cut. */
const recorded = (name: string): string =>
  readFileSync(new URL(`../tests/recorded/reports/${name}.txt`, import.meta.url), 'utf8');

const rulesOf = (name: string): FirewallRule[] => parseSnapshot(recorded(name)).firewall;

describe('a recorded report', () => {
  const snapshot = parseSnapshot(recorded('rules-of-every-kind'));

  test('gives time, rights, addresses, load, sysctls and markers', () => {
    expect(snapshot).toMatchObject({
      takenAtMs: 1795503951134,
      root: true,
      load: '0.06 0.11 0.24 1/199 7019',
      markers: { ufw: 'ENABLED=yes', baota: '/www/server/panel' },
    });
    expect(snapshot.addresses).toContain('10.77.1.3/24');
    expect(snapshot.sysctls['net.ipv4.ip_local_port_range']).toBe('32768 60999');
  });

  test('tells an IPv6 socket that takes IPv4 as well from one that does not', () => {
    expect(snapshot.listeners.map(({ address, family, port }) => [address, family, port])).toEqual([
      ['127.0.0.1', 'ipv4', 8082],
      ['::', 'ipv6', 8080],
      ['*', 'both', 8083],
    ]);
  });

  test('takes counters from snmp, netstat and snmp6', () => {
    expect(snapshot.counters).toMatchObject({
      'Tcp.OutRsts': 0,
      'TcpExt.ListenOverflows': 0,
      Ip6OutNoRoutes: 0,
      'Tcp.MaxConn': -1,
    });
  });

  test('takes those of IPsec, a name and a number a line', () => {
    const row = 'XfrmInPolBlock          \t3';
    const lines = ['@@ badconn-report 1', '@@ section counters', row, '@@ end'];
    expect(parseSnapshot(lines.join('\n')).counters).toEqual({ XfrmInPolBlock: 3 });
  });

  test('sums what a firewall lost for want of room over all processors', () => {
    const rows = [
      'entries  searched found new invalid insert_failed drop early_drop',
      '0000003b  00000000 00000000 00000000 00000008 00000001 0000000a 00000000',
      '0000003b  00000000 00000000 00000000 00000000 00000000 00000002 00000000',
    ];
    const { counters } = parseSnapshot(
      ['@@ badconn-report 1', '@@ section conntrack', ...rows, '@@ end'].join('\n'),
    );
    expect(counters).toEqual({ 'Conntrack.insert_failed': 1, 'Conntrack.drop': 12 });
  });

  test('gives the first letter of the state of a process', () => {
    expect(snapshot.processes.at(-1)).toEqual({ pid: 413, state: 'T', command: 'node' });
  });

  test('gives a process the title that it has', () => {
    const title = 'WorkerMan: worker process  none http://0.0.0.0:2346';
    const printed = `@@ badconn-report 1\n@@ section processes\n 14 S php\n 15 S php\n@@ section titles\n/proc/14/cmdline:${title}\n@@ end\n`;
    expect(parseSnapshot(printed).processes).toEqual([
      { pid: 14, state: 'S', command: 'php', title },
      { pid: 15, state: 'S', command: 'php' },
    ]);
  });
});

describe('firewall rules', () => {
  const rules = rulesOf('rules-of-every-kind');
  const find = (text: string) => rules.filter((rule) => rule.text.includes(text));

  test('that iptables put into nf_tables are reported once, as iptables', () => {
    expect(find('8081').map(({ backend }) => backend)).toEqual(['iptables']);
    expect(
      rules.filter(({ backend }) => backend === 'nft').map(({ table }) => table),
    ).not.toContain('ip filter');
  });

  test('that are legacy and hidden are named among what is missing', () => {
    const { missing } = parseSnapshot(recorded('rules-of-every-kind'));
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(/^iptables-legacy: /);
  });

  test('keep their verdict whatever their comment says', () => {
    expect(find('not -j DROP yet')[0]).toMatchObject({ verdict: 'other', chain: 'INPUT' });
    expect(find('accept { later')[0]).toMatchObject({
      verdict: 'reject',
      rejectWith: 'tcp-reset',
      packets: 0,
    });
  });

  test('in a chain of the user have the hook of the chain that jumps there', () => {
    expect(find('--dport 8080')[0]).toMatchObject({ chain: 'web', hook: 'input' });
    expect(find('@ports')[0]).toMatchObject({ chain: 'mine', hook: 'input', verdict: 'drop' });
    expect(find('9999')[0]).toMatchObject({ table: 'netdev nd', hook: 'ingress' });
  });

  test('without a counter have no count, and their text is the same whatever they counted', () => {
    expect(find('8082')[0]).toMatchObject({ rejectWith: 'icmp-admin-prohibited' });
    expect(find('8082')[0]).not.toHaveProperty('packets');
    expect(find('1001')[0]?.text).toMatch(/counter drop$/);
  });

  test('include policies and what these counted', () => {
    expect(
      rulesOf('policy-drop').find(({ kind, verdict }) => kind === 'policy' && verdict === 'drop'),
    ).toEqual({
      backend: 'iptables',
      table: 'filter',
      chain: 'INPUT',
      hook: 'input',
      kind: 'policy',
      verdict: 'drop',
      packets: 2,
      text: ':INPUT DROP',
    });
  });
});

test('a report without the rights of root says what it could not read', () => {
  const { firewall, missing, root } = parseSnapshot(recorded('unprivileged'));
  expect(root).toBe(false);
  expect(firewall).toEqual([]);
  expect(missing.map((line) => line.split(':')[0])).toEqual(['iptables', 'ip6tables', 'nft']);
});

test('connections that wait to be accepted are counted', () => {
  const [listener] = parseSnapshot(recorded('accept-queue-full')).listeners;
  expect(listener).toMatchObject({ port: 8080, queued: 1, backlog: 0 });
});

describe('a text that is no report', () => {
  test.each([
    ['', 'REPORT_UNKNOWN_FORMAT', 'given was nothing'],
    ['bash: collect.sh: not found\n', 'REPORT_UNKNOWN_FORMAT', '"bash: collect.sh: not found"'],
    ['@@ badconn-report 7\n@@ end\n', 'REPORT_UNKNOWN_VERSION', 'given was version 7'],
    ['@@ badconn-report 1\n@@ uid 0\n', 'REPORT_CUT_SHORT', '"@@ uid 0"'],
  ])('%j is refused with %s', (text, code, words) => {
    expect(() => parseSnapshot(text)).toThrow(
      expect.objectContaining({
        name: 'ReportError',
        code,
        message: expect.stringContaining(words),
      }),
    );
  });

  test('ends in a ReportError or in a snapshot, never otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseSnapshot(text)).toHaveProperty('firewall');
        } catch (error) {
          expect(error).toBeInstanceOf(ReportError);
        }
      }),
    );
  });
});

test('lines that are mixed up in any way are read without an error', () => {
  const lines = ['rules-of-every-kind', 'policy-drop', 'unprivileged']
    .flatMap((name) => recorded(name).split('\n'))
    .filter((line) => !/^@@ (badconn|end)/.test(line));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...lines), fc.string())), (body) => {
      const text = ['@@ badconn-report 1', ...body, '@@ end'].join('\n');
      expect(parseSnapshot(text).listeners).toBeInstanceOf(Array);
    }),
  );
});

test('a greeting before the report and what follows its end are passed over', () => {
  const text = recorded('policy-drop');
  expect(parseSnapshot(`Welcome to the server\n${text}logout\n`)).toEqual(parseSnapshot(text));
});

describe('rules of the older kind beside those of nf_tables', () => {
  const older = ['*filter', ':INPUT ACCEPT [0:0]', '[3:180] -A INPUT -p tcp --dport 8080 -j DROP'];
  const newer = '# Generated by iptables-nft-save v1.8.9 (nf_tables) on Thu Nov 26 18:00:00 2026';
  const warning = '# Warning: iptables-legacy tables present, use iptables-legacy-save to see them';
  const reported = (...lines: string[]) =>
    parseSnapshot(['@@ badconn-report 1', ...lines, '@@ end'].join('\n'));
  const legacy = ['@@ section iptables-legacy', '# Generated by iptables-save v1.8.9', ...older];

  test('are reported as such, and nothing is missing', () => {
    const { firewall, missing } = reported('@@ section iptables', newer, warning, ...legacy);
    expect(missing).toEqual([]);
    expect(firewall).toMatchObject([
      { backend: 'iptables-legacy', kind: 'policy', hook: 'input' },
      { backend: 'iptables-legacy', hook: 'input', verdict: 'drop', packets: 3 },
    ]);
  });

  test('are reported once where the command itself is of that kind', () => {
    const own = ['@@ section iptables', '# Generated by iptables-save v1.8.9', ...older];
    expect(reported(...own, ...legacy).firewall).toEqual(reported(...own).firewall);
  });

  test('are missing where no command shows them', () => {
    expect(reported('@@ section iptables', newer, warning).missing).toHaveLength(1);
  });
});

test('a socket has the interface that it is bound to, and each process that shares it', () => {
  const users = 'users:(("nginx",pid=8,fd=5),("nginx",pid=7,fd=5),("nginx",pid=7,fd=6))';
  const { listeners } = parseSnapshot(
    [
      '@@ badconn-report 1',
      '@@ section addresses',
      '3: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\\       valid_lft',
      '2: eth0@if9    inet 10.0.0.2/24 scope global eth0\\       valid_lft forever',
      '@@ section listeners',
      `LISTEN 0 9 0.0.0.0%docker0:8080 0.0.0.0:* ${users}`,
      'LISTEN 0 9 0.0.0.0%eth0:8081 0.0.0.0:*',
      'LISTEN 0 9 [fe80::1]%eth0:8082 [::]:*',
      '@@ end',
    ].join('\n'),
  );
  expect(listeners).toMatchObject([
    {
      address: '0.0.0.0',
      device: 'docker0',
      deviceAddresses: ['172.17.0.1'],
      pid: 8,
      pids: [8, 7],
    },
    { address: '0.0.0.0', device: 'eth0', deviceAddresses: ['10.0.0.2'] },
    { address: 'fe80::1' },
  ]);
  expect(listeners[2]).not.toHaveProperty('device');
});

describe('sets that rules name', () => {
  const printed = (section: string, ...lines: string[]) =>
    parseSnapshot(
      ['@@ badconn-report 1', `@@ section ${section}`, ...lines, '@@ end'].join('\n'),
    ).firewall.filter(({ kind }) => kind === 'rule');
  const table = (...lines: string[]) =>
    printed('nft', 'table inet f {', ...lines, ' chain in {', '  ip saddr @bad drop', ' }', '}');

  test('come with their elements, without what nft counts for these', () => {
    const [rule] = table(
      ' set bad {',
      '  type ipv4_addr',
      '  elements = { 10.0.0.9 counter packets 3 bytes 180 timeout 1h expires 59m58s,',
      '       10.0.1.0/24 comment "a, b", 10.0.2.1-10.0.2.9 }',
      ' }',
    );
    expect(rule?.sets).toEqual([
      { set: 'bad', elements: ['10.0.0.9', '10.0.1.0/24', '10.0.2.1-10.0.2.9'] },
    ]);
    expect(table(' set bad {', '  type ipv4_addr', ' }')[0]?.sets).toEqual([
      { set: 'bad', elements: [] },
    ]);
  });

  test('are those of the own table, and say that elements are left out', () => {
    const set = [' set bad {', '  elements = { 10.0.0.9,', '  ..., ', '  10.0.0.7 }', ' }'];
    expect(table(...set)[0]?.sets).toEqual([
      { set: 'bad', elements: ['10.0.0.9', '10.0.0.7'], isCut: true },
    ]);
    expect(
      printed(
        'nft',
        'table ip o {',
        ...set,
        '}',
        'table inet f {',
        ' chain in {',
        '  ip saddr @bad drop',
        ' }',
        '}',
      )[0],
    ).not.toHaveProperty('sets');
    const many = Array.from({ length: 300 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
    const [rule] = table(' set bad {', `  elements = { ${many.join(', ')} }`, ' }');
    expect(rule?.sets?.[0]).toMatchObject({ isCut: true });
    expect(rule?.sets?.[0]?.elements).toHaveLength(256);
  });

  test('may be maps', () => {
    const [rule] = printed(
      'nft',
      'table ip f {',
      ' map to {',
      '  type inet_service : ipv4_addr . inet_service',
      '  elements = { 80 : 10.0.0.2 . 8080, 81 timeout 9s : 10.0.0.3 . 80 }',
      ' }',
      ' chain in {',
      '  dnat ip to tcp dport map @to',
      ' }',
      '}',
    );
    expect(rule?.sets).toEqual([
      { set: 'to', elements: ['80 : 10.0.0.2 . 8080', '81 : 10.0.0.3 . 80'] },
    ]);
  });

  test('may be those of ipset', () => {
    const rules = parseSnapshot(
      [
        '@@ badconn-report 1',
        '@@ section iptables',
        ...['*filter', '-A INPUT -m set --match-set bad src -j DROP'],
        '-A INPUT -m set --match-set all src -j DROP',
        '@@ section ipset',
        ...[
          'create bad hash:ip family inet hashsize 1024 maxelem 65536',
          'add bad 10.0.0.9 timeout 9',
        ],
        ...['create all list:set size 8', 'add all bad'],
        '@@ end',
      ].join('\n'),
    ).firewall;
    expect(rules[0]?.sets).toEqual([{ set: 'bad', elements: ['10.0.0.9'] }]);
    expect(rules[1]).not.toHaveProperty('sets');
  });
});
