import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const chains = ['INPUT', 'FORWARD'] as const;

/** A host discards all ICMP, its own and what it passes on, so that nothing answers a ping. */
export const dropIcmp = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropIcmp',
  on,
  says: 'the host discards ICMP',
  apply: () => chains.map((chain) => insertRule(on, chain, '-p icmp -j DROP')),
  undo: () => chains.map((chain) => deleteRule(on, chain, '-p icmp -j DROP')),
});
