import type { Placement } from '../topology/place.ts';
import type { Firewall } from '../topology/point.ts';
import type { Change, Step } from './change.ts';

/** Reply to a rejected packet (iptables-extensions(8), REJECT). */
export type RejectWith = 'icmp-port-unreachable' | 'icmp-admin-prohibited' | 'tcp-reset';

/** An operation on a host's firewall, and its reverse. */
export interface Ruling {
  apply(on: string, placement: Placement): Step[];
  undo(on: string, placement: Placement): Step[];
}

/** The operations of one tool on a host's firewall; unsupported ones are absent. */
export interface HostFirewall {
  /** Drops packets to the target's port: by a rule, or because only a list is accepted. */
  drop?: Ruling;
  /** Rejects packets to the target's port. */
  reject: Partial<Record<RejectWith, Ruling>>;
  /** Accepts the target's port, before any other rule. */
  allow: Ruling;
}

/** A change carried out by the tool of the placement. */
export const byTool = <H extends string>(
  change: Pick<Change<H>, 'verb' | 'on' | 'other' | 'says' | 'asks'>,
  tools: Partial<Record<Firewall, Ruling>>,
): Change<H> => {
  const names = Object.keys(tools) as Firewall[];
  const rulingIn = ({ firewall }: Placement): Ruling => {
    const ruling = tools[firewall];
    if (ruling) return ruling;
    throw new Error(`${change.verb} is not made by ${firewall}; allowed are ${names.join(', ')}`);
  };
  return {
    ...change,
    varies: { firewall: names },
    apply: (placement) => rulingIn(placement).apply(change.on, placement),
    undo: (placement) => rulingIn(placement).undo(change.on, placement),
  };
};
