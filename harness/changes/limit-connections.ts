import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** iptables-extensions(8), limit: how many may come, and how many of them at once. */
const limits = {
  tight: '--limit 3/hour --limit-burst 3',
  wide: '--limit 1000/second --limit-burst 1000',
};
type Limit = keyof typeof limits;

const toPort = ({ aim }: Placement): string => `-p tcp --syn --dport ${aim.port}`;
const within = (placement: Placement, limit: Limit): string =>
  `${toPort(placement)} -m limit ${limits[limit]} -j ACCEPT`;
const above = (placement: Placement): string => `${toPort(placement)} -j DROP`;

/**
 * Connections of the host itself count as well: they use up a tight limit, all at once. One more would be discarded
 * and wait, and a client could tell by the age of what it has open.
 */
const useUp = (on: string, { aim, ipVersion }: Placement): Step => {
  const own = ipVersion === 4 ? '127.0.0.1' : '::1';
  return shell(on, `for one in 1 2 3; do nc -z -w 1 ${own} ${aim.port} || break; done; true`);
};

/** A host lets in so many new connections to the target's port, and discards what is above that. */
export const limitConnections = <const H extends string>(on: H, limit: Limit): Change<H> => ({
  verb: 'limitConnections',
  on,
  says: `the firewall of the host limits new connections: ${limits[limit]}`,
  apply: (placement) => [
    insertRule(on, 'INPUT', above(placement), placement.ipVersion),
    insertRule(on, 'INPUT', within(placement, limit), placement.ipVersion),
    ...(limit === 'tight' ? [useUp(on, placement)] : []),
  ],
  undo: (placement) => [
    deleteRule(on, 'INPUT', within(placement, limit), placement.ipVersion),
    deleteRule(on, 'INPUT', above(placement), placement.ipVersion),
  ],
});

/** The limit of new connections to the target's port is one that nobody reaches. */
export const raiseLimit = <const H extends string>(on: H): Change<H> => ({
  verb: 'raiseLimit',
  on,
  says: `the limit is ${limits.wide}`,
  apply: (placement) => [insertRule(on, 'INPUT', within(placement, 'wide'), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'INPUT', within(placement, 'wide'), placement.ipVersion)],
});
