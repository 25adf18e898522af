import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = (port: number): string => `-p tcp --dport ${port} -j DROP`;

/** A host's own firewall discards what comes in for the target's port, without a word. */
export const dropPackets = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropPackets',
  on,
  says: 'the firewall of the host discards packets to the port',
  apply: ({ aim, ipVersion }) => [insertRule(on, 'INPUT', rule(aim.port), ipVersion)],
  undo: ({ aim, ipVersion }) => [deleteRule(on, 'INPUT', rule(aim.port), ipVersion)],
});
