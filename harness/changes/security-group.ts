import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const towardsTarget = ({ addresses, target }: Placement): string => `-d ${addresses[target]}`;
const ssh = (placement: Placement): string =>
  `${towardsTarget(placement)} -p tcp --dport 22 -j ACCEPT`;
const rest = (placement: Placement): string => `${towardsTarget(placement)} -j DROP`;
const port = (placement: Placement): string =>
  `${towardsTarget(placement)} -p tcp --dport ${placement.aim.port} -j ACCEPT`;

/**
 * A router lets nothing through to the target but ssh, and says nothing of it: what a security
 * group is when it is new. Answers pass, since it looks at nothing that comes from the target.
 */
export const setSecurityGroup = <const H extends string>(on: H): Change<H> => ({
  verb: 'setSecurityGroup',
  on,
  says: 'the network in front of the server lets ssh in, and discards all else',
  apply: (placement) =>
    [rest, ssh].map((rule) => insertRule(on, 'FORWARD', rule(placement), placement.ipVersion)),
  undo: (placement) =>
    [ssh, rest].map((rule) => deleteRule(on, 'FORWARD', rule(placement), placement.ipVersion)),
});

/** A router lets the target's port through, whatever its other rules say. */
export const openPortInFront = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPortInFront',
  on,
  says: 'the network in front of the server lets the port in',
  apply: (placement) => [insertRule(on, 'FORWARD', port(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'FORWARD', port(placement), placement.ipVersion)],
});
