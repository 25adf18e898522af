import { describe, expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import type { Where } from '../../report/listening.ts';
import type { CauseFile } from '../cause-file.ts';
import { counted, factsWith, marksOf, sampleRule } from '../sample-facts.ts';
import { boundElsewhere } from './bound-elsewhere.ts';
import { forwardedToClosedPort } from './forwarded-to-closed-port.ts';
import { firewallReject } from './firewall-reject.ts';
import { firewallRejectReset } from './firewall-reject-reset.ts';
import { ipv6OnlyBind } from './ipv6-only-bind.ts';
import { loopbackBind } from './loopback-bind.ts';
import { noBackend } from './no-backend.ts';
import { notListening } from './not-listening.ts';
import { wrongPort } from './wrong-port.ts';

const listening = (where: Where): Partial<Facts> => ({ listeners: { where, listeners: [] } });
const came: Partial<Facts> = { arrival: { received: 2, swallowed: 0 } };
const nothingCame: Partial<Facts> = { arrival: { received: 0, swallowed: 0 } };
const rejecting = (rejectWith?: string) =>
  sampleRule({ verdict: 'reject', ...(rejectWith === undefined ? {} : { rejectWith }) });
const found = (port: number | undefined): Partial<Facts> => ({
  services: { asked: 1, found: port, alike: [] },
});

/** Rule of fail2ban for nft. */
const banForASet = sampleRule({
  ...{ backend: 'nft', table: 'inet f2b-table', chain: 'f2b-chain', hook: 'input' },
  ...{ verdict: 'reject', rejectWith: 'icmp port-unreachable' },
  text: 'tcp dport 8080 ip saddr @addr-set-app reject with icmp port-unreachable',
});
const published = sampleRule({
  ...{ table: 'nat', chain: 'DOCKER', hook: 'prerouting', verdict: 'other' },
  text: '-A DOCKER ! -i br0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
});
const noEndpoints = sampleRule({
  ...{ chain: 'KUBE-SERVICES', verdict: 'reject' },
  text: '-A KUBE-SERVICES -d 10.96.5.7/32 -p tcp -m comment --comment "default/web:http has no endpoints" -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable',
});
const rejectChain = sampleRule({
  ...{ backend: 'nft', table: 'ip kube-proxy', chain: 'reject-chain', verdict: 'reject' },
  text: 'reject with icmp port-unreachable',
});
const forNoBackend = counted([noEndpoints], [], { purpose: 'no-backend' });
const behindNat: Partial<Facts> = {
  ownAddress: false,
  intended: { meant: undefined, elsewhere: true, nameIsRight: undefined },
};

const byTheTarget: [CauseFile, Where][] = [
  [notListening, 'nowhere'],
  [wrongPort, 'nowhere'],
  [loopbackBind, 'loopback'],
  [boundElsewhere, 'elsewhere'],
  [ipv6OnlyBind, 'ipv6-only'],
];

test.each(byTheTarget.map(([cause, where]) => ({ cause, name: cause.cause, where })))(
  '$name is a reset by the server’s own TCP, which listens $where',
  ({ cause, where }) => {
    const reset = (parts: Partial<Facts>) => marksOf(cause, { reply: 'reset', ...parts });
    expect(reset({})).toEqual(['+reply']);
    expect(marksOf(cause, { reply: 'refused' })).toEqual([]);
    expect(marksOf(cause, { reply: 'icmp' })).toEqual(['-reply']);
    for (const other of ['nowhere', 'loopback', 'elsewhere', 'ipv6-only', 'on-target'] as const)
      expect(reset(listening(other))).toEqual([
        '+reply',
        `${other === where ? '+' : '-'}listeners`,
      ]);
    expect(reset(nothingCame)).toEqual(['+reply', '-arrival']);
    expect(reset({ ...nothingCame, resets: 0 })).toEqual(['+reply', '-arrival']);
    expect(reset(came)).toEqual(['+reply']);
    expect(reset({ ...came, resets: 0 })).toEqual(['+reply', '-resets']);
    expect(reset({ ...came, resets: 1 })).toEqual(['+reply', '+resets']);
    expect(reset({ resets: 0 })).toEqual(['+reply']);
    expect(reset({ forward: { rule: published, counted: true } })).toEqual(['+reply', '-forward']);
    expect(reset({ forward: { rule: published, leadsAll: true } })).toEqual(['+reply', '-forward']);
    expect(reset({ forward: { rule: published } })).toEqual(['+reply']);
    expect(reset(counted([rejecting()]))).toEqual(['+reply', '-rules']);
    expect(reset(counted([sampleRule(), rejecting()]))).toEqual(['+reply', '-rules']);
    expect(reset(counted([sampleRule()]))).toEqual(['+reply']);
  },
);

const table: [cause: CauseFile, parts: Partial<Facts>, marks: string[]][] = [
  [notListening, { reply: 'reset', ...found(undefined) }, ['+reply', '+services']],
  [notListening, { reply: 'reset', ...found(8088) }, ['+reply', '-services']],
  [wrongPort, { reply: 'reset', ...found(undefined) }, ['+reply', '-services']],
  [wrongPort, { reply: 'reset', ...found(8088) }, ['+reply', '+services']],
  [firewallRejectReset, { forward: { rule: published, counted: true } }, ['-reply', '-forward']],
  [forwardedToClosedPort, { reply: 'reset' }, ['+reply']],
  [forwardedToClosedPort, { reply: 'refused' }, []],
  [forwardedToClosedPort, { reply: 'icmp' }, ['-reply']],
  [forwardedToClosedPort, { reply: 'reset', forward: {} }, ['+reply', '-forward']],
  ...([true, undefined, false] as const).map((counted): (typeof table)[number] => [
    forwardedToClosedPort,
    {
      ...{ reply: 'reset', ownAddress: true },
      forward: { rule: published, ...(counted === undefined ? {} : { counted }) },
    },
    ['+reply', counted === false ? '-forward' : '+forward'],
  ]),
  [forwardedToClosedPort, { reply: 'reset', ...nothingCame }, ['+reply', '-arrival']],
  [forwardedToClosedPort, { reply: 'reset', ...counted([rejecting()]) }, ['+reply', '-rules']],
  // A router forwards here what this machine refuses; or the address is another machine's.
  [
    forwardedToClosedPort,
    { reply: 'reset', ...behindNat, ...came, resets: 1, ...listening('nowhere') },
    ['+reply', '+resets'],
  ],
  [
    forwardedToClosedPort,
    { reply: 'reset', ...behindNat, resets: 1, ...listening('loopback') },
    ['+reply', '-ownAddress'],
  ],
  [
    forwardedToClosedPort,
    { reply: 'reset', ...behindNat, resets: 0, ...listening('nowhere') },
    ['+reply', '-ownAddress'],
  ],
  [firewallReject, { reply: 'icmp' }, ['+reply']],
  [firewallReject, { reply: 'refused' }, []],
  [firewallReject, { reply: 'reset' }, ['-reply']],
  [firewallReject, { reply: 'icmp', ...counted([rejecting()]) }, ['+reply', '+rules']],
  [firewallReject, { reply: 'icmp', ...counted([sampleRule()]) }, ['+reply']],
  ...['icmp-port-unreachable', 'icmpx admin-prohibited'].map((by): (typeof table)[number] => [
    ...([firewallReject, { reply: 'icmp', ...counted([rejecting(by)]) }] as const),
    ['+reply', '+rules'],
  ]),
  [firewallReject, { reply: 'icmp', ...counted([rejecting('tcp-reset')]) }, ['+reply']],
  [firewallReject, { reply: 'refused', resets: 1 }, ['-resets']],
  [firewallReject, { reply: 'refused', resets: 0 }, []],
  [firewallReject, { reply: 'icmp', resets: 1 }, ['+reply']],
  [
    firewallReject,
    { reply: 'icmp', ...counted([]), uncountedRules: [banForASet] },
    ['+reply', '-uncountedRules'],
  ],
  [
    firewallReject,
    { reply: 'icmp', ...counted([]), uncountedRules: [banForASet, rejecting()] },
    ['+reply'],
  ],
  [
    firewallReject,
    { reply: 'icmp', ...counted([], [], { areAllRead: false }), uncountedRules: [banForASet] },
    ['+reply'],
  ],
  [firewallReject, { reply: 'icmp', ...forNoBackend }, ['+reply', '-rules']],
  [
    firewallReject,
    { reply: 'icmp', ...counted([]), uncountedRules: [rejectChain] },
    ['+reply', '-uncountedRules'],
  ],
  [noBackend, { reply: 'icmp' }, ['+reply']],
  [noBackend, { reply: 'refused' }, ['-reply']],
  [noBackend, { reply: 'reset', ...forNoBackend }, ['-reply', '+rules']],
  [noBackend, { reply: 'refused', ...forNoBackend }, ['+reply', '+rules']],
  [noBackend, { reply: 'icmp', ...counted([rejecting()]) }, ['+reply', '-rules']],
  [noBackend, { reply: 'icmp', ...nothingCame }, ['+reply', '-arrival']],
  // The address of a service is none of its node, and packets to it may be counted in a later report.
  [noBackend, { reply: 'icmp', ...behindNat }, ['+reply', '-ownAddress']],
  [noBackend, { reply: 'icmp', ...behindNat, ...forNoBackend }, ['+reply', '+rules']],
  [noBackend, { reply: 'icmp', ...nothingCame, ...forNoBackend }, ['+reply', '+rules']],
  [noBackend, { reply: 'icmp', ...counted([]), uncountedRules: [] }, ['+reply', '-uncountedRules']],
  [
    noBackend,
    { reply: 'icmp', ...counted([]), uncountedRules: [sampleRule(), rejectChain] },
    ['+reply', '+uncountedRules'],
  ],
  [
    noBackend,
    { reply: 'icmp', ...counted([]), uncountedRules: [rejecting(), rejectChain] },
    ['+reply', '-uncountedRules'],
  ],
  [
    noBackend,
    { reply: 'icmp', ...counted([], [], { areAllRead: false }), uncountedRules: [rejectChain] },
    ['+reply'],
  ],
  [firewallRejectReset, { reply: 'reset' }, ['+reply']],
  [firewallRejectReset, { reply: 'refused' }, []],
  [firewallRejectReset, { reply: 'icmp' }, ['-reply']],
  [firewallRejectReset, counted([rejecting('tcp-reset')]), ['-reply', '+rules']],
  [firewallRejectReset, counted([rejecting('icmp-port-unreachable')]), ['-reply']],
  [firewallRejectReset, counted([rejecting()]), ['-reply']],
  [firewallRejectReset, { ...came, resets: 0 }, ['-reply', '+resets']],
  [firewallRejectReset, { ...nothingCame, resets: 0 }, ['-reply', '-arrival']],
  [firewallRejectReset, nothingCame, ['-reply', '-arrival']],
  [
    firewallRejectReset,
    { ...nothingCame, ...counted([rejecting('tcp-reset')]) },
    ['-reply', '+rules'],
  ],
  [firewallRejectReset, { resets: 0 }, ['-reply']],
  [firewallRejectReset, listening('on-target'), ['-reply', '+listeners']],
  [firewallRejectReset, listening('nowhere'), ['-reply', '-listeners']],
  [
    firewallRejectReset,
    { ...listening('nowhere'), ...counted([rejecting('tcp-reset')]) },
    ['-reply', '+rules'],
  ],
  [firewallRejectReset, { ...listening('nowhere'), ...came, resets: 0 }, ['-reply', '+resets']],
  [firewallRejectReset, { resets: 1 }, ['-reply']],
  [firewallRejectReset, { resets: 1, ...counted([]) }, ['-reply', '-resets']],
  [firewallRejectReset, { resets: 0, ...counted([]) }, ['-reply']],
  [firewallRejectReset, { resets: 1, ...counted([], [], { areAllRead: false }) }, ['-reply']],
  [firewallRejectReset, { resets: 1, ...counted([rejecting('tcp-reset')]) }, ['-reply', '+rules']],
];

test.each(table.map(([cause, parts, marks]) => ({ cause, name: cause.cause, parts, marks })))(
  '$name by $parts is $marks',
  ({ cause, parts, marks }) => {
    expect(marksOf(cause, parts)).toEqual(marks);
  },
);

describe('the remedy', () => {
  test('of a forwarded port says where it leads', () => {
    const said = (text: string) =>
      forwardedToClosedPort.remedy(factsWith({ forward: { rule: { ...published, text } } }));
    expect(said(published.text)).toMatchObject({ action: 'start-service' });
    expect(said(published.text).text).toContain('forwarded to 172.17.0.2:80, and nothing');
    expect(said(published.text).commands).toEqual([`ss -ltn 'sport = :80'`]);
    expect(said('tcp dport 8080 dnat ip to 10.0.9.9').commands).toEqual([
      `ss -ltn 'sport = :8080'`,
    ]);
    expect(said('tcp dport 8080 redirect to :9090').commands).toEqual([`ss -ltn 'sport = :9090'`]);
    expect(said('-A PREROUTING -j REDIRECT --to-ports 81').commands).toEqual([
      `ss -ltn 'sport = :81'`,
    ]);
    expect(forwardedToClosedPort.remedy(factsWith({})).text).toContain(
      'to the server by something',
    );
  });

  test('of a service without backends leaves the rule', () => {
    const said = [
      noBackend.remedy(factsWith(forNoBackend)),
      noBackend.remedy(factsWith({ ...counted([]), uncountedRules: [rejecting(), rejectChain] })),
    ];
    expect(said.map(({ action }) => action)).toEqual(['start-service', 'start-service']);
    expect(said[0]?.text).toContain(`Leave the rule; start the pods`);
    expect(said[0]?.text).toContain(noEndpoints.text);
    expect(said[1]?.text).toContain('table ip kube-proxy, chain reject-chain');
    expect(said.flatMap(({ commands }) => commands).join(' ')).not.toMatch(/iptables|nft/);
    expect(noBackend.remedy(factsWith({})).text).not.toContain('The rule is in');
  });

  test('of a wrong port names the right one, with an address as a url has it', () => {
    const { evidence } = factsWith({});
    const ipv6 = { ...evidence, target: { ...evidence.target, host: 'fd77::3', path: '/chat' } };
    expect(wrongPort.remedy(factsWith({ evidence: ipv6, ...found(8088) }))).toEqual({
      action: 'use-right-port',
      text: 'The service answers on port 8088, not on 8080. Connect to ws://[fd77::3]:8088/chat.',
      commands: [],
    });
    for (const parts of [{}, found(undefined)])
      expect(wrongPort.remedy(factsWith(parts))).toEqual({
        action: 'use-right-port',
        text: 'The service is not on port 8080. Connect to the port on which it listens.',
        commands: ['ss -ltnp'],
      });
  });

  test('of a service on the wrong address names the services and their addresses, each once', () => {
    const on = (address: string, process?: string) => ({
      ...{ family: 'ipv4' as const, address, port: 8080, queued: 0, backlog: 1 },
      ...(process === undefined ? {} : { process }),
    });
    const said = (...listeners: ReturnType<typeof on>[]) =>
      boundElsewhere.remedy(factsWith({ listeners: { where: 'elsewhere', listeners } })).text;
    expect(said(on('10.0.9.2', 'php'), on('10.0.8.2', 'node'), on('10.0.8.2', 'node'))).toBe(
      'Make the service (node, php) listen on 0.0.0.0:8080 (or on :: for both families); now it listens on 10.0.8.2, 10.0.9.2 only. The address is in its configuration.',
    );
    const unknown =
      'Make the service listen on 0.0.0.0:8080 (or on :: for both families). The address is in its configuration.';
    expect(said()).toBe(unknown);
    expect(boundElsewhere.remedy(factsWith({})).text).toBe(unknown);
    expect(said(on('127.0.0.1'))).toContain('the service listen on');
  });
});
