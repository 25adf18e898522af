import { describe, expect, test } from 'vitest';
import type { FirewallRule } from '../../../vocabulary/index.ts';
import type { Facts } from '../../observe/facts.ts';
import type { CauseFile } from '../cause-file.ts';
import { counted, factsWith, marksOf, sampleRule } from '../sample-facts.ts';
import { acceptQueueFull } from './accept-queue-full.ts';
import { arrived, byManager, takenAway } from './arrived.ts';
import { bannedClient } from './banned-client.ts';
import { controlPanelFirewall } from './control-panel-firewall.ts';
import { hostDown } from './host-down.ts';
import { hostFirewallDrop } from './host-firewall-drop.ts';
import { noReturnRoute } from './no-return-route.ts';
import { rateLimit } from './rate-limit.ts';
import { replyDropped } from './reply-dropped.ts';
import { securityGroup } from './security-group.ts';

const came = (swallowed: number): Partial<Facts> => ({ arrival: { received: 2, swallowed } });
const noneLost = { received: 3, swallowed: 0 };
const nothingCame: Partial<Facts> = { arrival: { received: 0, swallowed: 0 } };
const dead: Partial<Facts> = { life: { alive: false } };
const drop = sampleRule();
/** Rule of fail2ban for nft, without a counter. */
const banForASet = sampleRule({
  ...{ backend: 'nft', table: 'inet f2b-table', chain: 'f2b-chain', hook: 'input' },
  text: 'tcp dport 8080 ip saddr @addr-set-app drop',
});
const reject = sampleRule({ verdict: 'reject' });
const waiting = (queued: number): Partial<Facts> => ({
  listeners: {
    where: 'on-target',
    listeners: [{ family: 'ipv4', address: '0.0.0.0', port: 8080, queued, backlog: 1 }],
  },
});
const halfOpen = (connections: number, sentAgain: number): Partial<Facts> => ({
  halfOpen: { connections, sentAgain },
});

const all = [
  acceptQueueFull,
  controlPanelFirewall,
  hostDown,
  hostFirewallDrop,
  noReturnRoute,
  replyDropped,
  securityGroup,
];

test.each(all.map((cause) => [cause.cause, cause] as const))(
  '%s is nothing that answers, and nothing on a machine that is not there',
  (_, cause) => {
    expect(marksOf(cause, {})).toEqual(['+reply']);
    expect(marksOf(cause, { reply: 'reset' })).toEqual(['-reply']);
    expect(marksOf(cause, { life: { alive: true } })).toEqual(
      cause === hostDown ? ['+reply', '-life'] : ['+reply'],
    );
    expect(marksOf(cause, dead)).toEqual(['+reply', cause === hostDown ? '+life' : '-life']);
    expect(marksOf(cause, { life: { alive: undefined } })).toEqual(['+reply']);
  },
);

const table: [cause: CauseFile, parts: Partial<Facts>, marks: string[]][] = [
  [acceptQueueFull, waiting(1), []],
  [acceptQueueFull, waiting(2), ['+listeners']],
  [acceptQueueFull, { overflows: 1 }, ['+overflows']],
  [acceptQueueFull, { overflows: 0 }, ['-overflows']],
  [controlPanelFirewall, { panel: { name: undefined } }, ['-panel']],
  [controlPanelFirewall, { panel: { name: 'Baota/aaPanel' } }, ['+panel']],
  [controlPanelFirewall, counted([drop]), ['+arrival', '-rules']],
  [controlPanelFirewall, counted([sampleRule({ kind: 'policy' })]), ['+arrival']],
  [controlPanelFirewall, counted([]), []],
  [controlPanelFirewall, came(0), ['-arrival']],
  [hostDown, { ownAddress: true }, ['-ownAddress']],
  [hostDown, { ownAddress: false }, ['+ownAddress']],
  [hostDown, { ...nothingCame, ownAddress: false }, ['+ownAddress', '+arrival']],
  [hostDown, { ...nothingCame, ownAddress: true }, ['-ownAddress']],
  [hostDown, nothingCame, []],
  [hostDown, came(2), ['-arrival']],
  [hostFirewallDrop, counted([drop]), ['+rules', '+arrival']],
  [hostFirewallDrop, counted([]), []],
  [hostFirewallDrop, { uncountedRules: [drop] }, ['+uncountedRules']],
  [hostFirewallDrop, { uncountedRules: [] }, []],
  ...[hostFirewallDrop, controlPanelFirewall].map((cause): (typeof table)[number] => [
    cause,
    { ...counted([]), uncountedRules: [banForASet] },
    ['-uncountedRules'],
  ]),
  [hostFirewallDrop, { ...counted([]), uncountedRules: [banForASet, drop] }, ['+uncountedRules']],
  [bannedClient, { ...counted([]), uncountedRules: [banForASet] }, ['+uncountedRules']],
  [hostFirewallDrop, { uncountedRules: [drop], ...came(0) }, ['-arrival']],
  [hostFirewallDrop, { panel: { name: 'Baota/aaPanel' } }, ['-panel']],
  [hostFirewallDrop, { panel: { name: undefined } }, []],
  [
    hostFirewallDrop,
    { panel: { name: 'Baota/aaPanel' }, ...counted([drop]) },
    ['+rules', '+arrival'],
  ],
  [noReturnRoute, { routes: 1 }, ['+routes']],
  [noReturnRoute, { routes: 0 }, ['-routes']],
  [replyDropped, counted([], [drop]), ['+rules']],
  [replyDropped, counted([]), []],
  [replyDropped, nothingCame, ['-arrival']],
  [replyDropped, came(0), []],
  [replyDropped, came(1), ['-arrival']],
  [replyDropped, halfOpen(0, 0), ['-halfOpen']],
  [replyDropped, halfOpen(1, 0), ['+halfOpen']],
  [replyDropped, halfOpen(0, 1), ['+halfOpen']],
  [replyDropped, { ...halfOpen(0, 0), ...counted([], [drop]) }, ['+rules', '+halfOpen']],
  [replyDropped, { overflows: 1, routes: 1 }, ['-overflows', '-routes']],
  [replyDropped, { overflows: 0, routes: 0 }, []],
  [securityGroup, nothingCame, ['+arrival']],
  [securityGroup, came(1), ['-arrival']],
  [securityGroup, came(0), []],
  [securityGroup, counted([drop]), ['-arrival', '-rules']],
  [securityGroup, { ownAddress: false }, ['-ownAddress']],
  [securityGroup, { ownAddress: false, address: '203.0.113.2' }, []],
  [securityGroup, { ownAddress: true }, []],
];

test.each(table.map(([cause, parts, marks]) => ({ cause, name: cause.cause, parts, marks })))(
  '$name by $parts is $marks',
  ({ cause, parts, marks }) => {
    expect(marksOf(cause, parts)).toEqual(['+reply', ...marks]);
  },
);

describe('what the report tells of the SYN', () => {
  test.each([
    ['it came, by a rule on the way in', counted([reject]), true],
    ['it came, by a rule on the way out', counted([], [drop]), true],
    ['nothing, by rules that counted nothing', counted([]), undefined],
    ['nothing, by packets that may be another’s', came(0), undefined],
    ['it did not come', nothingCame, false],
    ['it came, and was discarded', came(1), true],
    ['it came, and half a connection stands', { ...came(0), ...halfOpen(1, 0) }, true],
    ['nothing, by segments that were sent again', { ...came(0), ...halfOpen(0, 1) }, undefined],
    ['it came, and the queue was full', { ...came(0), overflows: 1 }, true],
    ['it came, and there was no way back', { ...came(0), routes: 1 }, true],
    [
      'it came, and was led on',
      { ...came(0), forward: { rule: sampleRule(), counted: true } },
      true,
    ],
    [
      'nothing, where a rule at ingress discards',
      { ...nothingCame, uncountedRules: [sampleRule({ hook: 'ingress' })] },
      undefined,
    ],
    ['it came, and TCP said nothing', { arrival: { ...noneLost, unanswered: 3 } }, true],
    ['it came, and the answer did not leave', { arrival: { ...noneLost, heldBack: 3 } }, true],
    ['nothing, by counts of 0', { ...came(0), overflows: 0, routes: 0 }, undefined],
  ] as [string, Partial<Facts>, boolean | undefined][])('%s', (_, parts, expected) => {
    expect(arrived(factsWith(parts))).toBe(expected);
  });

  test.each([
    ['taken away by a rule', { ...counted([drop]), reversePath: 1 }, true],
    ['not known of a rule that rejects', counted([reject]), undefined],
    ['taken away by the second rule', counted([reject, drop]), true],
    ['taken away by a policy of IPsec', { ...came(0), policies: 2 }, true],
    ['not by a firewall, but by rp_filter', { ...came(2), reversePath: 2 }, false],
    ['taken away, by the packets that are missing', { ...came(2), reversePath: 0 }, true],
    ['not taken away', came(0), false],
    [
      'not known, of a rule at ingress',
      { ...nothingCame, uncountedRules: [sampleRule({ hook: 'ingress' })] },
      undefined,
    ],
    ['not known', {}, undefined],
  ] as [string, Partial<Facts>, boolean | undefined][])('it was %s', (_, parts, expected) => {
    expect(takenAway(factsWith(parts))).toBe(expected);
  });

  test.each([
    ['nobody’s rule counted', {}, true],
    ['only a rule that rejects counted', counted([reject]), true],
    ['a rule made by hand', counted([drop]), false],
    ['a rule made by hand after one that rejects', counted([reject, drop]), false],
    ['a policy', counted([sampleRule({ kind: 'policy' })]), true],
    ['a chain of ufw', counted([sampleRule({ chain: 'UFW-user-input' })]), true],
    ['a zone of firewalld', counted([sampleRule({ chain: 'filter_IN_ZONE_public' })]), true],
  ] as [string, Partial<Facts>, boolean][])('by a manager: %s', (_, parts, expected) => {
    expect(byManager(factsWith(parts))).toBe(expected);
  });
});

describe('the remedy', () => {
  test('of a machine that is down says whether the address is the server’s at all', () => {
    for (const ownAddress of [true, undefined])
      expect(hostDown.remedy(factsWith({ ownAddress })).text).toMatch(/^No .* at 10.0.0.2. Start/);
    expect(hostDown.remedy(factsWith({ ownAddress: false })).text).toContain('no address of the');
  });

  test('of a panel that is not known by name calls it the hosting panel', () => {
    const named = { panel: { name: 'Baota/aaPanel' } } as const;
    expect(controlPanelFirewall.remedy(factsWith(named)).text).toContain('of Baota/aaPanel (');
    expect(controlPanelFirewall.remedy(factsWith({})).text).toContain('of the hosting panel (');
  });

  test.each([
    [sampleRule({ chain: 'OUTPUT', text: '-A OUTPUT -j DROP' }), ['iptables -D OUTPUT -j DROP']],
    [sampleRule({ chain: 'OUTPUT', text: ':OUTPUT DROP', kind: 'policy' }), []],
    [sampleRule({ backend: 'nft', text: 'drop' }), []],
    [sampleRule({ backend: 'ip6tables', text: 'what is none' }), ['ip6tables-save -c']],
  ])('of an answer that %j drops', (rule, commands) => {
    const { action, text, ...rest } = replyDropped.remedy(factsWith(counted([], [rule])));
    expect({ action, commands: rest.commands }).toEqual({ action: 'open-port', commands });
    expect(text).toContain(rule.text);
  });

  test('of an answer that is lost elsewhere is to look further', () => {
    for (const parts of [{}, counted([])])
      expect(replyDropped.remedy(factsWith(parts)).action).toBe('look-further');
  });
});

test('where no rule of the server discards, what IP gave to no protocol was not the SYN', () => {
  const open = counted([], [], { mayDiscard: false });
  expect(takenAway(factsWith({ ...came(1), ...open }))).toBe(false);
  expect(arrived(factsWith({ ...came(1), ...open }))).toBeUndefined();
  expect(takenAway(factsWith({ ...came(1), ...counted([]) }))).toBe(true);
  expect(arrived(factsWith({ ...came(1), ...counted([]) }))).toBe(true);
});

test('a rule that discards each answer and does not count is why nobody waits half open', () => {
  const kept: Partial<Facts> = {
    ...{ ...came(0), ...halfOpen(0, 0), ...counted([]) },
    uncountedRules: [
      sampleRule({ backend: 'nft', table: 'inet f', hook: 'output', text: 'tcp sport 8080 drop' }),
    ],
  };
  expect(marksOf(replyDropped, kept)).not.toContain('-halfOpen');
  expect(marksOf(securityGroup, kept)).toContain('-uncountedRules');
  expect(marksOf(securityGroup, { ...kept, ...nothingCame })).not.toContain('-uncountedRules');
});

test('a ban or a limit stops nothing that did not come', () => {
  const bans = { ...counted([]), uncountedRules: [banForASet] };
  expect(marksOf(bannedClient, { ...bans, ...came(1) })).not.toContain('-arrival');
  expect(marksOf(bannedClient, { ...bans, ...nothingCame })).toContain('-arrival');
  const atIngress = { ...bans, uncountedRules: [{ ...banForASet, hook: 'ingress' }] };
  expect(marksOf(bannedClient, { ...atIngress, ...nothingCame })).not.toContain('-arrival');
  const limited = counted([], [], { purpose: 'limit' });
  expect(marksOf(rateLimit, { ...limited, ...came(1) })).toEqual(['+reply', '+rules']);
  expect(marksOf(rateLimit, { ...limited, ...nothingCame })).toContain('-arrival');
});

test('an answer that did not leave the server was discarded there', () => {
  const kept = { arrival: { ...noneLost, heldBack: 3 }, ...halfOpen(0, 0), ...counted([]) };
  expect(marksOf(replyDropped, kept)).toEqual(['+reply', '+arrival', '+halfOpen']);
  const policy = sampleRule({
    ...{ backend: 'nft', table: 'inet f', chain: 'out', hook: 'output', kind: 'policy' },
    text: 'type filter hook output priority filter; policy drop;',
  });
  const { action, commands, text } = replyDropped.remedy(
    factsWith({ ...kept, uncountedRules: [policy] }),
  );
  expect({ action, commands }).toEqual({ action: 'open-port', commands: [] });
  expect(text).toContain(policy.text);
});

test('a policy of IPsec that discards the SYN is a rule of the server, and no rule of its firewall', () => {
  const parts: Partial<Facts> = { arrival: noneLost, policies: 2 };
  expect(marksOf(hostFirewallDrop, parts)).toEqual(['+reply', '+arrival', '+policies']);
  expect(marksOf(securityGroup, parts)).toContain('-arrival');
  const { action, commands } = hostFirewallDrop.remedy(factsWith(parts));
  expect(action).toBe('open-port');
  expect(commands).toEqual(['ip xfrm policy', 'ip xfrm state']);
});

test('a ban by a set is taken back for the client alone, if the set has its address', () => {
  const { evidence } = factsWith({});
  const said = (parts: Partial<FirewallRule>, sources?: string[]): string[] => {
    const rule = sampleRule({ sets: [{ set: 'bad', elements: ['10.0.0.1'] }], ...parts });
    const known = sources === undefined ? {} : { sources };
    return bannedClient.remedy(
      factsWith({ evidence: { ...evidence, ...known }, ...counted([rule]) }),
    ).commands;
  };
  const nft = { backend: 'nft', table: 'inet f', text: 'ip saddr @bad drop' } as const;
  expect(said(nft, ['10.0.0.1'])).toEqual([`nft delete element inet f bad '{ 10.0.0.1 }'`]);
  expect(said({ text: '-A INPUT -m set --match-set bad src -j DROP' }, ['10.0.0.1'])).toEqual([
    'ipset del bad 10.0.0.1',
  ]);
  expect(said(nft, ['10.0.0.9'])).toEqual([]);
  expect(said(nft)).toEqual([]);
  expect(said({ ...nft, table: 'inet f; flush ruleset' }, ['10.0.0.1'])).toEqual([]);
  const f2b = {
    ...{ ...nft, table: 'inet f2b-table', text: 'ip saddr @addr-set-web drop' },
    sets: [{ set: 'addr-set-web', elements: ['10.0.0.1'] }],
  };
  expect(said(f2b, ['10.0.0.1'])).toEqual(['fail2ban-client set web unbanip 10.0.0.1']);
  expect(said(f2b)).toEqual(['fail2ban-client set web unbanip <address of the client>']);
});
