import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** A host's own firewall lets the target's port in, whatever its other rules say. */
export const openPort = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPort',
  on,
  says: 'the firewall of the host lets the port in',
  apply: ({ aim }) => [insertRule(on, 'INPUT', `-p tcp --dport ${aim.port} -j ACCEPT`)],
  undo: ({ aim }) => [deleteRule(on, 'INPUT', `-p tcp --dport ${aim.port} -j ACCEPT`)],
});
