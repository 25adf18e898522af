import type { ListedPorts } from '../topology/lets-in.ts';
import type { IpVersion } from '../topology/topology.ts';
import { deleteRule, fromOf, insertRule, setPolicy } from './firewall-rule.ts';
import type { HostFirewall, RejectWith, Ruling } from './host-firewall.ts';

/** Without neighbour discovery no host is reachable over IPv6 (RFC 4890, 4.4.1). */
const neighbours = ['neighbour-solicitation', 'neighbour-advertisement'];

/** ICMP that a default-deny host accepts: ping, unless sources are restricted. */
const icmp = ({ from }: ListedPorts, ip: IpVersion): string[] => {
  if (ip === 4) return from === undefined ? ['-p icmp --icmp-type echo-request -j ACCEPT'] : [];
  return from === undefined
    ? ['-p ipv6-icmp -j ACCEPT']
    : neighbours.map((type) => `-p ipv6-icmp --icmpv6-type ${type} -j ACCEPT`);
};

/** What a default-deny host accepts: replies, loopback, ICMP, and the listed ports. */
const accept = (listed: ListedPorts, ip: IpVersion): string[] => [
  '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-i lo -j ACCEPT',
  ...icmp(listed, ip),
  `${fromOf(listed)}-p tcp -m multiport --dports ${listed.ports.join(',')} -j ACCEPT`,
];

/** A rule for the target's port. */
const rule = (verdict: (ip: IpVersion) => string): Ruling => {
  const text = (port: number, ip: IpVersion): string => `-p tcp --dport ${port} -j ${verdict(ip)}`;
  return {
    apply: (on, { aim, ipVersion }) => [
      insertRule(on, 'INPUT', text(aim.port, ipVersion), ipVersion),
    ],
    undo: (on, { aim, ipVersion }) => [
      deleteRule(on, 'INPUT', text(aim.port, ipVersion), ipVersion),
    ],
  };
};

const dropPort = rule(() => 'DROP');

/** Names of the replies in iptables and ip6tables. */
const answers: Readonly<Record<RejectWith, Readonly<Record<IpVersion, string>>>> = {
  'icmp-port-unreachable': { 4: 'icmp-port-unreachable', 6: 'icmp6-port-unreachable' },
  'icmp-admin-prohibited': { 4: 'icmp-admin-prohibited', 6: 'icmp6-adm-prohibited' },
  'tcp-reset': { 4: 'tcp-reset', 6: 'tcp-reset' },
};
const rejects = (by: RejectWith): Ruling => rule((ip) => `REJECT --reject-with ${answers[by][ip]}`);

/** iptables(8) and ip6tables(8) in their nft variant. */
export const iptables = {
  drop: {
    apply: (on, placement) => {
      const { ipVersion, letsIn } = placement;
      if (letsIn === 'all') return dropPort.apply(on, placement);
      return [
        ...accept(letsIn, ipVersion).map((text) => insertRule(on, 'INPUT', text, ipVersion)),
        setPolicy(on, 'INPUT', 'DROP', ipVersion),
      ];
    },
    undo: (on, placement) => {
      const { ipVersion, letsIn } = placement;
      if (letsIn === 'all') return dropPort.undo(on, placement);
      return [
        setPolicy(on, 'INPUT', 'ACCEPT', ipVersion),
        ...accept(letsIn, ipVersion).map((text) => deleteRule(on, 'INPUT', text, ipVersion)),
      ];
    },
  },
  reject: {
    'icmp-port-unreachable': rejects('icmp-port-unreachable'),
    'icmp-admin-prohibited': rejects('icmp-admin-prohibited'),
    'tcp-reset': rejects('tcp-reset'),
  },
  allow: rule(() => 'ACCEPT'),
} satisfies HostFirewall;
