import type { Listed } from '../topology/lets-in.ts';
import type { IpVersion } from '../topology/topology.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, fromOf, insertRule, setPolicy } from './firewall-rule.ts';

const drop = (port: number): string => `-p tcp --dport ${port} -j DROP`;

/** Without neighbour discovery nothing reaches a host over IPv6 (RFC 4890, 4.4.1). */
const neighbours = ['neighbour-solicitation', 'neighbour-advertisement'];

/** ICMP that a host lets in which denies by default: ping, where it is for everybody. */
const icmp = ({ from }: Listed, ip: IpVersion): string[] => {
  if (ip === 4) return from === undefined ? ['-p icmp --icmp-type echo-request -j ACCEPT'] : [];
  return from === undefined
    ? ['-p ipv6-icmp -j ACCEPT']
    : neighbours.map((type) => `-p ipv6-icmp --icmpv6-type ${type} -j ACCEPT`);
};

/** What a host lets in that denies by default: answers, its own, ICMP, and a list. */
const accept = (listed: Listed, ip: IpVersion): string[] => [
  '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-i lo -j ACCEPT',
  ...icmp(listed, ip),
  `${fromOf(listed)}-p tcp -m multiport --dports ${listed.ports.join(',')} -j ACCEPT`,
];

/**
 * A host's own firewall discards what comes in for the target's port, without a word: by a rule for that
 * port, or by a policy of DROP for what it does not list.
 */
export const dropPackets = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropPackets',
  on,
  says: 'the firewall of the host discards packets to the port',
  asks: 'letsIn',
  apply: ({ aim, ipVersion, letsIn }): Step[] =>
    letsIn === 'all'
      ? [insertRule(on, 'INPUT', drop(aim.port), ipVersion)]
      : [
          ...accept(letsIn, ipVersion).map((rule) => insertRule(on, 'INPUT', rule, ipVersion)),
          setPolicy(on, 'INPUT', 'DROP', ipVersion),
        ],
  undo: ({ aim, ipVersion, letsIn }): Step[] =>
    letsIn === 'all'
      ? [deleteRule(on, 'INPUT', drop(aim.port), ipVersion)]
      : [
          setPolicy(on, 'INPUT', 'ACCEPT', ipVersion),
          ...accept(letsIn, ipVersion).map((rule) => deleteRule(on, 'INPUT', rule, ipVersion)),
        ],
});
