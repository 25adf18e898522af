import { describe, expect, test } from 'vitest';
import type { Facts } from '../observe/facts.ts';
import type { CauseFile } from './cause-file.ts';
import { clientFirewall } from './client/client-firewall.ts';
import { firewallReject } from './refused/firewall-reject.ts';
import { routerReject } from './refused/router-reject.ts';
import { counted, factsWith, marksOf, sampleRule } from './sample-facts.ts';
import { bannedClient } from './silent/banned-client.ts';
import { connectionTableFull } from './silent/connection-table-full.ts';
import { gatewayDown } from './silent/gateway-down.ts';
import { hostDown } from './silent/host-down.ts';
import { hostDownSameLan } from './silent/host-down-same-lan.ts';
import { hostFirewallDrop } from './silent/host-firewall-drop.ts';
import { causes as silent } from './silent/index.ts';
import { rateLimit } from './silent/rate-limit.ts';
import { reversePathFilter } from './silent/reverse-path-filter.ts';
import { securityGroup } from './silent/security-group.ts';
import { wrongNeighbour } from './silent/wrong-neighbour.ts';

const none = counted([]);
const nothingCame = { arrival: { received: 0, swallowed: 0 } };
const taken = { arrival: { received: 2, swallowed: 2 } };
const reject = sampleRule({ verdict: 'reject', rejectWith: 'icmp-admin-prohibited' });
const nobody = (at: 'target' | 'gateway'): Partial<Facts> => ({
  life: { alive: false, nobody: at },
});
const entry = { address: '10.0.0.1', isTarget: false, state: 'permanent', device: 'eth0' };
const permanent = { life: { alive: undefined, permanent: entry } };
const full = { connectionTable: { discarded: 2, held: 8, most: 8, isFull: true } };
const itself = { ownRules: { heldBack: 0, swallowed: 2, keptFrom: true } };

const table: [what: string, cause: CauseFile, parts: Partial<Facts>, marks: string[]][] = [
  ['from the client', routerReject, { reply: 'icmp' }, ['+reply']],
  [
    'no packet came',
    routerReject,
    { reply: 'icmp', ...none, ...nothingCame },
    ['+reply', '+arrival'],
  ],
  [
    'no packet came',
    routerReject,
    { reply: 'reset', ...none, ...nothingCame },
    ['+reply', '+arrival'],
  ],
  ['packets came', routerReject, { reply: 'icmp', ...none, ...taken }, ['+reply', '-arrival']],
  ['a reset, from the client', routerReject, { reply: 'reset' }, ['+reply']],
  [
    'a reset of a loopback address',
    routerReject,
    { reply: 'reset', address: '127.0.0.1' },
    ['-reply'],
  ],
  [
    'a reset of a port of which a report without counters has no listener',
    routerReject,
    { reply: 'reset', listeners: { where: 'nowhere', listeners: [] } },
    ['+reply', '-listeners'],
  ],
  [
    'a reset of a port of which a report without counters has a listener',
    routerReject,
    { reply: 'reset', listeners: { where: 'on-target', listeners: [] } },
    ['+reply'],
  ],
  [
    'a reset now, of a server that ended the connection by a FIN',
    routerReject,
    { reply: 'reset', stay: { ended: 'closed', asked: false } },
    ['+reply', '-stay'],
  ],
  [
    'no packet came',
    firewallReject,
    { reply: 'icmp', ...none, ...nothingCame },
    ['+reply', '-arrival'],
  ],
  [
    'a rule counted',
    firewallReject,
    { reply: 'icmp', ...counted([reject]), ...taken },
    ['+reply', '+rules'],
  ],
  [
    'a rule says no route',
    firewallReject,
    { reply: 'no-route', ...counted([reject]) },
    ['+reply', '+rules'],
  ],
  [
    'a rule for one address',
    firewallReject,
    { reply: 'icmp', ...counted([reject], [], { purpose: 'ban' }) },
    ['+reply', '-rules'],
  ],
  [
    'a limit',
    hostFirewallDrop,
    counted([sampleRule()], [], { purpose: 'limit' }),
    ['+reply', '-rules', '+arrival'],
  ],
  ['a limit', rateLimit, counted([sampleRule()], [], { purpose: 'limit' }), ['+reply', '+rules']],
  [
    'a limit that rejects',
    rateLimit,
    { reply: 'reset', ...counted([reject], [], { purpose: 'limit' }) },
    ['+reply', '+rules'],
  ],
  ['a plain rule', rateLimit, counted([sampleRule()]), ['+reply', '-rules']],
  ['a ban', bannedClient, counted([sampleRule()], [], { purpose: 'ban' }), ['+reply', '+rules']],
  [
    'a ban that rejects',
    bannedClient,
    { reply: 'icmp', ...counted([reject], [], { purpose: 'ban' }) },
    ['+reply', '+rules'],
  ],
  ['a plain rule', bannedClient, counted([sampleRule()]), ['+reply', '-rules']],
  ['a gateway', gatewayDown, nobody('gateway'), ['+reply', '+life']],
  ['a gateway', hostDownSameLan, nobody('gateway'), ['+reply', '-life']],
  ['a gateway', securityGroup, nobody('gateway'), ['+reply', '-life']],
  ['a neighbour', hostDownSameLan, nobody('target'), ['+reply', '+life']],
  ['a neighbour', hostDown, nobody('target'), ['+reply', '+life', '-life']],
  ['a router that searched', hostDown, { reply: 'no-host' }, ['+reply']],
  ['nothing', wrongNeighbour, {}, []],
  ['a permanent entry', wrongNeighbour, permanent, ['+reply', '+life']],
  [
    'packets came',
    wrongNeighbour,
    { ...permanent, ...counted([sampleRule()]) },
    ['+reply', '+life', '-arrival'],
  ],
  ['a count', reversePathFilter, { reversePath: 2 }, ['+reply', '+reversePath']],
  ['no count', reversePathFilter, { reversePath: 0 }, ['+reply', '-reversePath']],
  ['a full table', connectionTableFull, full, ['+reply', '+connectionTable']],
  ['a full table', hostFirewallDrop, { ...full, ...taken }, ['+reply', '-arrival']],
  ['a full table', securityGroup, { ...full, ...taken }, ['+reply', '-arrival']],
  ['its own rule', clientFirewall, itself, ['+reply', '+ownRules']],
];

describe('what is blamed', () => {
  test.each(table)('%s: %o', (_, cause, parts, marks) => {
    expect(marksOf(cause, parts)).toEqual(marks);
  });

  test('answers that the client itself discards are the fault of nobody else', () => {
    const left = silent.filter((cause) => !marksOf(cause, itself).some((mark) => mark[0] === '-'));
    expect(left.filter((cause) => marksOf(cause, itself).length > 0)).toEqual([clientFirewall]);
  });
});

describe('the remedy', () => {
  test('of a ban by fail2ban takes back that of the one address', () => {
    const rule = sampleRule({ chain: 'f2b-sshd', text: '-A f2b-sshd -s 203.0.113.7/32 -j REJECT' });
    const { action, commands } = bannedClient.remedy(factsWith(counted([rule])));
    expect(action).toBe('unban-client');
    expect(commands).toEqual(['fail2ban-client set sshd unbanip 203.0.113.7']);
  });

  test('of a limit deletes no rule', () => {
    const { action, commands } = rateLimit.remedy(factsWith(counted([sampleRule()])));
    expect({ action, commands }).toEqual({ action: 'raise-limit', commands: [] });
  });

  test('of a permanent entry deletes it', () => {
    const { commands } = wrongNeighbour.remedy(factsWith(permanent));
    expect(commands).toEqual(['ip neigh del 10.0.0.1 dev eth0']);
  });

  test('of a full table doubles it', () => {
    const { commands } = connectionTableFull.remedy(factsWith(full));
    expect(commands).toEqual(['sysctl -w net.netfilter.nf_conntrack_max=16']);
  });
});
