import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** Rate and burst of iptables-extensions(8), limit. */
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
 * Uses up a tight limit with connections of the host itself, all at once. One too many would be dropped and retried,
 * and a client could infer the time from the age of open sockets.
 */
const useUp = (on: string, { aim, ipVersion }: Placement): Step => {
  const own = ipVersion === 4 ? '127.0.0.1' : '::1';
  return shell(on, `for one in 1 2 3; do nc -z -w 1 ${own} ${aim.port} || break; done; true`);
};

/** A host accepts a limited number of new connections to the target's port and drops the rest. */
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

/** The limit of new connections to the target's port is too high to be reached. */
export const raiseLimit = <const H extends string>(on: H): Change<H> => ({
  verb: 'raiseLimit',
  on,
  says: `the limit is ${limits.wide}`,
  apply: (placement) => [insertRule(on, 'INPUT', within(placement, 'wide'), placement.ipVersion)],
  undo: (placement) => [deleteRule(on, 'INPUT', within(placement, 'wide'), placement.ipVersion)],
});
