import type { Placement } from '../topology/place.ts';
import type { Firewall } from '../topology/point.ts';
import type { Change, Step } from './change.ts';

/** What answers a packet that is not let in (iptables-extensions(8), REJECT). */
export type RejectWith = 'icmp-port-unreachable' | 'icmp-admin-prohibited' | 'tcp-reset';

/** Something that is done to the firewall of a host, and how it is taken back. */
export interface Ruling {
  apply(on: string, placement: Placement): Step[];
  undo(on: string, placement: Placement): Step[];
}

/** How one tool rules the firewall of a host; what it does not do is absent. */
export interface HostFirewall {
  /** Discards what comes in for the target's port: by a rule, or because only a list is let in. */
  drop?: Ruling;
  /** Answers what comes in for the target's port. */
  reject: Partial<Record<RejectWith, Ruling>>;
  /** Lets the target's port in, whatever the other rules say. */
  allow: Ruling;
}

/** A change of which the tool is that of the placement. */
export const byTool = <H extends string>(
  change: Pick<Change<H>, 'verb' | 'on' | 'says' | 'asks'>,
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
