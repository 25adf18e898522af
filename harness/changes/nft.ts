import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';

/** As Debian's /etc/nftables.conf names them. */
const chain = 'inet filter input';
const table = (policy: 'accept' | 'drop'): string =>
  `add table inet filter; add chain ${chain} { type filter hook input priority filter; policy ${policy}; }`;

/** A rule for the port alone, or a policy of drop for what is not listed. */
const ruleset = ({ aim, ipVersion, letsIn }: Placement): string => {
  if (letsIn === 'all') return `${table('accept')}; add rule ${chain} tcp dport ${aim.port} drop`;
  const { from, ports } = letsIn;
  const rules = [
    'ct state established,related accept',
    'iif lo accept',
    ...(from === undefined
      ? ['icmp type echo-request accept', 'meta l4proto ipv6-icmp accept']
      : // Without neighbour discovery nothing reaches a host over IPv6 (RFC 4890, 4.4.1).
        ['icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept']),
    `${from === undefined ? '' : `${ipVersion === 4 ? 'ip' : 'ip6'} saddr ${from} `}tcp dport { ${ports.join(', ')} } accept`,
  ];
  return [table('drop'), ...rules.map((rule) => `add rule ${chain} ${rule}`)].join('; ');
};

const sh = (on: string, script: string): Step => ({ kind: 'run', on, argv: ['sh', '-c', script] });

/** nft(8) has a ruleset that discards what comes in for the target's port, and counts nothing. */
export const dropByNft = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropByNft',
  on,
  says: 'a rule of nftables discards packets to the port',
  asks: 'letsIn',
  apply: (placement) => [
    sh(on, `nft list chain ${chain} >/dev/null 2>&1 || nft '${ruleset(placement)}'`),
  ],
  undo: () => [
    sh(on, '! nft list table inet filter >/dev/null 2>&1 || nft delete table inet filter'),
  ],
});

/** nft(8) lets the target's port in, before the rules that are there. */
export const allowByNft = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowByNft',
  on,
  says: 'a rule of nftables lets the port in',
  apply: ({ aim }) => [
    sh(
      on,
      `nft list chain ${chain} | grep -q 'dport ${aim.port} accept' || nft insert rule ${chain} tcp dport ${aim.port} accept`,
    ),
  ],
  undo: ({ aim }) => [
    sh(
      on,
      `for handle in $(nft -a list chain ${chain} | sed -n 's/.*dport ${aim.port} accept.*handle //p'); do nft delete rule ${chain} handle $handle; done`,
    ),
  ],
});
