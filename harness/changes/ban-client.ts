import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';
import { byTool, type Ruling } from './host-firewall.ts';

type BanTarget = 'DROP' | 'REJECT';

const tool = ({ ipVersion }: Placement): string => (ipVersion === 4 ? 'iptables' : 'ip6tables');

const jump = ({ aim }: Placement): string => `-p tcp -m multiport --dports ${aim.port} -j f2b-app`;

const ban = ({ addresses, ipVersion }: Placement, action: BanTarget): string => {
  const by = ipVersion === 4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
  return `-s ${addresses['client']} -j ${action}${action === 'REJECT' ? ` --reject-with ${by}` : ''}`;
};

const unban = (on: string, placement: Placement, action: BanTarget): Step =>
  shell(
    on,
    `! ${tool(placement)} -C f2b-app ${ban(placement, action)} 2>/dev/null || ${tool(placement)} -D f2b-app ${ban(placement, action)}`,
  );

/** As action.d/iptables.conf has it. */
const byIptables = (action: BanTarget): Ruling => ({
  apply: (on, placement) => [
    shell(
      on,
      `${tool(placement)} -S f2b-app >/dev/null 2>&1 || { ${tool(placement)} -N f2b-app && ${tool(placement)} -A f2b-app -j RETURN; }`,
    ),
    insertRule(on, 'INPUT', jump(placement), placement.ipVersion),
    insertRule(on, 'f2b-app', ban(placement, action), placement.ipVersion),
  ],
  undo: (on, placement) => [
    deleteRule(on, 'INPUT', jump(placement), placement.ipVersion),
    shell(
      on,
      `! ${tool(placement)} -S f2b-app >/dev/null 2>&1 || { ${tool(placement)} -F f2b-app && ${tool(placement)} -X f2b-app; }`,
    ),
  ],
});

const chain = 'inet f2b-table f2b-chain';
const setOf = ({ ipVersion }: Placement): string =>
  ipVersion === 4 ? 'addr-set-app' : 'addr6-set-app';

/** As action.d/nftables.conf has it: the rule is for a set, whose elements are the addresses that are banned. */
const byNft = (action: BanTarget): Ruling => ({
  apply: (on, placement) => {
    const { aim, ipVersion } = placement;
    const set = setOf(placement);
    const rules = [
      'add table inet f2b-table',
      `add chain ${chain} { type filter hook input priority -1; }`,
      `add set inet f2b-table ${set} { type ${ipVersion === 4 ? 'ipv4_addr' : 'ipv6_addr'}; }`,
      `add rule ${chain} tcp dport { ${aim.port} } ${ipVersion === 4 ? 'ip' : 'ip6'} saddr @${set} ${action === 'DROP' ? 'drop' : 'reject'}`,
    ];
    return [
      shell(on, `nft list table inet f2b-table >/dev/null 2>&1 || nft '${rules.join('; ')}'`),
      addElement(on, placement),
    ];
  },
  undo: (on) => [
    shell(on, '! nft list table inet f2b-table >/dev/null 2>&1 || nft delete table inet f2b-table'),
  ],
});

const element = (placement: Placement): string =>
  `element inet f2b-table ${setOf(placement)} '{ ${placement.addresses['client']} }'`;
const addElement = (on: string, placement: Placement): Step =>
  shell(on, `nft add ${element(placement)}`);

/** The rules that fail2ban makes where a jail `app` has banned the client. */
export const banClient = <const H extends string>(on: H, action: BanTarget): Change<H> =>
  byTool(
    {
      ...{ verb: 'banClient', on },
      says: `fail2ban's rules for the port ${action === 'DROP' ? 'discard' : 'reject'} what the client sends`,
    },
    { iptables: byIptables(action), nft: byNft(action) },
  );

/** The ban of the client is taken back, and the jail stays. */
export const unbanClient = <const H extends string>(on: H, action: BanTarget): Change<H> =>
  byTool(
    { verb: 'unbanClient', on, says: 'the ban of the client is taken back' },
    {
      iptables: {
        apply: (at, placement) => [unban(at, placement, action)],
        undo: (at, placement) => [
          insertRule(at, 'f2b-app', ban(placement, action), placement.ipVersion),
        ],
      },
      nft: {
        apply: (at, placement) => [
          shell(
            at,
            `! nft get ${element(placement)} >/dev/null 2>&1 || nft delete ${element(placement)}`,
          ),
        ],
        undo: (at, placement) => [addElement(at, placement)],
      },
    },
  );
