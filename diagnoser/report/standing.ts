import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import { listeningOn } from './listening.ts';
import { concerns, isOutbound, namesPort } from './rules.ts';

/** What a server would do to a SYN for the port, by what stands in one report, whatever its counters have. */
export type StaticObstacle = 'discards' | 'queue-full';

/** Undefined where nothing of that stands in it, or a rule may let the port in. */
export const standingOf = (
  snapshot: Snapshot,
  address: string,
  port: number,
): StaticObstacle | undefined => {
  const rules = snapshot.firewall.filter(
    (rule) => rule.hook === 'input' && !isOutbound(rule) && concerns(rule, address, port),
  );
  const discards = rules.some((rule) => rule.verdict === 'drop' && isForIt(rule, port));
  if (discards && !rules.some((rule) => mayLetIn(rule))) return 'discards';
  const listening = listeningOn(snapshot, address, port);
  // listen(2): one more than the backlog waits.
  const isFull = listening?.listeners.some(({ backlog, queued }) => queued > backlog);
  return isFull && listening?.where === 'on-target' ? 'queue-full' : undefined;
};

/** A policy, a rule without a condition, or one that names the port and nothing else. */
const isForIt = (rule: FirewallRule, port: number): boolean => {
  if (rule.kind === 'policy') return true;
  const words = rule.text.replace(/\bcounter\b/, '').trim();
  if (/^(?:-A \S+ (?:-p tcp (?:-m tcp )?)?-j DROP|(?:meta l4proto tcp )?drop)$/.test(words))
    return true;
  const isPlain = /^(?:-A \S+ -p tcp (?:-m \w+ )?--dports? \S+ -j DROP|tcp dport .+ drop)$/;
  return isPlain.test(words) && namesPort(rule, port) === true;
};

/** Of loopback, of connections that stand already, of ICMP: these let no SYN of a client in. */
const isForOthers = /(?:-i |iif(?:name)? )"?lo\b|established|related|icmp/i;

const mayLetIn = ({ kind, text, verdict }: FirewallRule): boolean =>
  kind === 'rule' && verdict === 'accept' && !(isForOthers.test(text) && !/\bnew\b/i.test(text));
