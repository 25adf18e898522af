import type { FirewallRule } from '../../vocabulary/index.ts';
import { concerns, namesPort, roseBetween } from '../report/rules.ts';
import { mappedBy } from '../report/sets.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';
import { allRead, placeOf } from './rules.ts';

/** iptables-extensions(8), DNAT, REDIRECT and TPROXY; nft(8), NAT and TPROXY statements. */
const leads =
  / --to-destination (\S+)| --to-ports (\S+)| --on-port (\S+)|\b(?:dnat|redirect|tproxy)(?: ip6?)? to (\S+)/;

/** Destination of a NAT or TPROXY rule, as written in the rule; of one with a map, that of the port. */
export const destinationOf = (rule: FirewallRule, port?: number): string | undefined => {
  if (/\b(?:dnat|redirect)\b.* to \S+ dport map /.test(rule.text)) {
    const found = port === undefined ? undefined : mappedBy(rule, port);
    // Of a concatenation: address and port.
    return found === undefined || found === 'nothing' ? undefined : found.to.replace(' . ', ':');
  }
  return leads.exec(rule.text)?.slice(1).find(Boolean);
};

/**
 * Server rule that forwards the port, and whether it counted packets while the client tried. Empty if there is no
 * such rule; undefined if rules could not be read.
 */
export const forward = observation({
  name: 'forward',
  read: ({ address, disagrees, evidence, port }): Forward | undefined => {
    const latest = latestOf(evidence);
    if (latest === undefined) return undefined;
    const found = latest.firewall.filter(
      (rule) =>
        (rule.hook === 'prerouting' || rule.hook === undefined) &&
        destinationOf(rule, port) !== undefined &&
        (namesPort(rule, port) === true || / dport map /.test(rule.text)) &&
        concerns(rule, address, port),
    );
    const { after, before } = evidence.server ?? {};
    const rises = before && after && !disagrees ? roseBetween(before, after) : undefined;
    const rule = found.find((one) => rises?.has(one)) ?? found[0];
    if (rule === undefined) return allRead(latest) ? {} : undefined;
    const isCounted = rises !== undefined && rule.packets !== undefined;
    if (isCounted) return { rule, counted: rises.has(rule) };
    return { rule, ...(isPlain(rule) ? { leadsAll: true } : {}) };
  },
  tell: ({ counted, rule }, { port }) =>
    rule === undefined || counted === false
      ? undefined
      : `The server forwards port ${port} to ${destinationOf(rule, port)}${counted ? ', and did so while the client tried' : ''}: "${rule.text}" (${placeOf(rule)}).`,
  identifies: {},
});

export interface Forward {
  rule?: FirewallRule;
  counted?: boolean;
  /** The rule has no counter and forwards every packet for the port. */
  leadsAll?: true;
}

/** The rule is in a base chain and has no condition but the port. */
const isPlain = ({ hook, text }: FirewallRule): boolean =>
  hook === 'prerouting' &&
  /^(?:tcp dport \d+ (?:dnat|redirect)(?: ip6?)? to \S+|(?:dnat|redirect)(?: ip6?)? to tcp dport map (?:@\S+|\{[^}]*\}))$/.test(
    text,
  );
