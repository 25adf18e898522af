import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = (port: number): string => `-p tcp --dport ${port} -j ACCEPT`;

/** A host's own firewall lets the target's port in, whatever its other rules say. */
export const openPort = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPort',
  on,
  says: 'the firewall of the host lets the port in',
  apply: ({ aim, ipVersion }) => [insertRule(on, 'INPUT', rule(aim.port), ipVersion)],
  undo: ({ aim, ipVersion }) => [deleteRule(on, 'INPUT', rule(aim.port), ipVersion)],
});
