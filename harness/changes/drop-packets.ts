import type { IpVersion } from '../topology/topology.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, insertRule, setPolicy } from './firewall-rule.ts';

const drop = (port: number): string => `-p tcp --dport ${port} -j DROP`;

/** What a host lets in that denies by default: answers, its own, ping and what IPv6 needs, and a list. */
const accept = (ports: readonly number[], ip: IpVersion): string[] => [
  '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-i lo -j ACCEPT',
  ip === 4 ? '-p icmp --icmp-type echo-request -j ACCEPT' : '-p ipv6-icmp -j ACCEPT',
  `-p tcp -m multiport --dports ${ports.join(',')} -j ACCEPT`,
];

/**
 * A host's own firewall discards what comes in for the target's port, without a word: by a rule for that
 * port, or by a policy of DROP for what it does not list.
 */
export const dropPackets = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropPackets',
  on,
  says: 'the firewall of the host discards packets to the port',
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
