import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rule = ({ aim }: Placement, verdict: 'ACCEPT' | 'DROP'): string =>
  `-p tcp --sport ${aim.port} -j ${verdict}`;

/** A host's own firewall accepts packets to the port and drops the replies. */
export const dropReplies = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropReplies',
  on,
  says: 'the firewall of the host discards what the port answers',
  apply: (placement) => [insertRule(on, 'OUTPUT', rule(placement, 'DROP'), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'OUTPUT', rule(placement, 'DROP'), placement.ipVersion)],
});

/** A host's own firewall accepts the port's replies, before any other rule. */
export const letRepliesOut = <const H extends string>(on: H): Change<H> => ({
  verb: 'letRepliesOut',
  on,
  says: 'the firewall of the host lets out what the port answers',
  apply: (placement) => [insertRule(on, 'OUTPUT', rule(placement, 'ACCEPT'), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'OUTPUT', rule(placement, 'ACCEPT'), placement.ipVersion)],
});
