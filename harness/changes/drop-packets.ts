import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** A host's own firewall discards what comes in for the target's port, without a word. */
export const dropPackets = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropPackets',
  on,
  says: 'the firewall of the host discards packets to the port',
  apply: ({ aim }) => [insertRule(on, 'INPUT', `-p tcp --dport ${aim.port} -j DROP`)],
  undo: ({ aim }) => [deleteRule(on, 'INPUT', `-p tcp --dport ${aim.port} -j DROP`)],
});
