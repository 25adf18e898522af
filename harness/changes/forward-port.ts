import { bracketed, type Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = (on: string, { addresses, aim, target }: Placement): string => {
  const to = `${bracketed(addresses[target] ?? '')}:${aim.port}`;
  return `-t nat -d ${addresses[on]} -p tcp --dport ${aim.port} -j DNAT --to-destination ${to}`;
};

/** A router forwards the target's port on its own address to the target (DNAT), as home routers do. */
export const forwardPort = <const H extends string>(on: H): Change<H> => ({
  verb: 'forwardPort',
  on,
  says: 'the router leads the port of its own address to the server',
  apply: (placement) => [insertRule(on, 'PREROUTING', rule(on, placement), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'PREROUTING', rule(on, placement), placement.ipVersion)],
});
