import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = ({ addresses }: Placement): string => `-t nat -s ${addresses['client']} -j MASQUERADE`;

/** A router translates the client's source address to its own (NAT), as home and office routers do. */
export const translateAddresses = <const H extends string>(on: H): Change<H> => ({
  verb: 'translateAddresses',
  on,
  says: "the router puts its own address in place of the client's",
  apply: (placement) => [insertRule(on, 'POSTROUTING', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'POSTROUTING', rule(placement), placement.ipVersion)],
});
