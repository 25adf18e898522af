import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = ({ unusedPort }: Placement): string => `-p tcp --dport ${unusedPort} -j REJECT`;

/** A host's own firewall rejects packets to a port other than the target's. */
export const rejectOtherPort = <const H extends string>(on: H): Change<H> => ({
  verb: 'rejectOtherPort',
  on,
  says: 'the firewall of the host rejects another port',
  apply: (placement) => [insertRule(on, 'INPUT', rule(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'INPUT', rule(placement), placement.ipVersion)],
});
