import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, fromOf, insertRule } from './firewall-rule.ts';

const towardsTarget = ({ addresses, target }: Placement): string => `-d ${addresses[target]}`;
/** From the bottom to the top of the chain. */
const rules = (placement: Placement): string[] => {
  const { aim, ipVersion, letsIn } = placement;
  const to = towardsTarget(placement);
  if (letsIn === 'all') return [`${to} -p tcp --dport ${aim.port} -j DROP`];
  const ping =
    ipVersion === 4
      ? '-p icmp --icmp-type echo-request'
      : '-p ipv6-icmp --icmpv6-type echo-request';
  return [
    `${to} -j DROP`,
    ...(letsIn.from === undefined ? [`${to} ${ping} -j ACCEPT`] : []),
    `${fromOf(letsIn)}${to} -p tcp -m multiport --dports ${letsIn.ports.join(',')} -j ACCEPT`,
  ];
};
const port = (placement: Placement): string =>
  `${towardsTarget(placement)} -p tcp --dport ${placement.aim.port} -j ACCEPT`;

/**
 * A router silently drops packets to the target except to listed ports (like a security group), or those to the
 * target's port only (like a network ACL). Replies pass: packets from the target are not filtered.
 */
export const setSecurityGroup = <const H extends string>(on: H): Change<H> => ({
  verb: 'setSecurityGroup',
  on,
  says: 'the network in front of the server discards packets to the port',
  asks: 'letsIn',
  apply: (placement) =>
    rules(placement).map((rule) => insertRule(on, 'FORWARD', rule, placement.ipVersion)),
  undo: (placement) =>
    rules(placement)
      .toReversed()
      .map((rule) => deleteRule(on, 'FORWARD', rule, placement.ipVersion)),
});

/** A router accepts packets to the target's port, before any other rule. */
export const openPortInFront = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPortInFront',
  on,
  says: 'the network in front of the server lets the port in',
  apply: (placement) => [insertRule(on, 'FORWARD', port(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'FORWARD', port(placement), placement.ipVersion)],
});
