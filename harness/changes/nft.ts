import type { Placement } from '../topology/place.ts';
import { shell } from './change.ts';
import type { HostFirewall, Ruling } from './host-firewall.ts';

/** Names as in Debian's /etc/nftables.conf. */
const chain = 'inet filter input';
const table = (policy: 'accept' | 'drop'): string =>
  `add table inet filter; add chain ${chain} { type filter hook input priority filter; policy ${policy}; }`;

/** A ruleset that exists once, however often it is applied. */
const ruleset = (text: (placement: Placement) => string): Ruling => ({
  apply: (on, placement) => [
    shell(on, `nft list chain ${chain} >/dev/null 2>&1 || nft '${text(placement)}'`),
  ],
  undo: (on) => [
    shell(on, '! nft list table inet filter >/dev/null 2>&1 || nft delete table inet filter'),
  ],
});

/** A rule for the target's port in a chain that accepts everything else. */
const rule = (verdict: string): Ruling =>
  ruleset(({ aim }) => `${table('accept')}; add rule ${chain} tcp dport ${aim.port} ${verdict}`);

const listed = ({ ipVersion, letsIn }: Placement): string => {
  const { from, ports } = letsIn === 'all' ? { from: undefined, ports: [] } : letsIn;
  const rules = [
    'ct state established,related accept',
    'iif lo accept',
    ...(from === undefined
      ? ['icmp type echo-request accept', 'meta l4proto ipv6-icmp accept']
      : // Without neighbour discovery nothing reaches a host over IPv6 (RFC 4890, 4.4.1).
        ['icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept']),
    `${from === undefined ? '' : `${ipVersion === 4 ? 'ip' : 'ip6'} saddr ${from} `}tcp dport { ${ports.join(', ')} } accept`,
  ];
  return [table('drop'), ...rules.map((text) => `add rule ${chain} ${text}`)].join('; ');
};

const dropPort = rule('drop');
const denyByDefault = ruleset(listed);
const dropIn = ({ letsIn }: Placement): Ruling => (letsIn === 'all' ? dropPort : denyByDefault);

/** nft(8). Its rules have no counters; icmpx is ICMP or ICMPv6, to match the packet. */
export const nft = {
  drop: {
    apply: (on, placement) => dropIn(placement).apply(on, placement),
    undo: (on, placement) => dropIn(placement).undo(on, placement),
  },
  reject: {
    'icmp-port-unreachable': rule('reject with icmpx port-unreachable'),
    'icmp-admin-prohibited': rule('reject with icmpx admin-prohibited'),
    'tcp-reset': rule('reject with tcp reset'),
  },
  /** Before the existing rules. */
  allow: {
    apply: (on, { aim }) => [
      shell(
        on,
        `nft list chain ${chain} | grep -q 'dport ${aim.port} accept' || nft insert rule ${chain} tcp dport ${aim.port} accept`,
      ),
    ],
    undo: (on, { aim }) => [
      shell(
        on,
        `for handle in $(nft -a list chain ${chain} | sed -n 's/.*dport ${aim.port} accept.*handle //p'); do nft delete rule ${chain} handle $handle; done`,
      ),
    ],
  },
} satisfies HostFirewall;
