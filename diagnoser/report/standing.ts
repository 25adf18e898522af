import type { FirewallRule, Snapshot } from '../../vocabulary/index.ts';
import { listeningOn } from './listening.ts';
import { concerns, isOutbound, namesPort } from './rules.ts';

/** What the state in one report would do to a SYN for the port, whatever its counters. */
export type StaticObstacle = 'discards' | 'queue-full';

/** Undefined if neither obstacle is found, or a rule may accept the SYN. */
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
  // The accept queue holds backlog + 1 connections (listen(2)).
  const isFull = listening?.listeners.some(({ backlog, queued }) => queued > backlog);
  return isFull && listening?.where === 'on-target' ? 'queue-full' : undefined;
};

/**
 * Whether the rule applies to every SYN for the port: a policy, an unconditional rule, or one with the port alone.
 */
const isForIt = (rule: FirewallRule, port: number): boolean => {
  if (rule.kind === 'policy') return true;
  const words = rule.text.replace(/\bcounter\b/, '').trim();
  if (/^(?:-A \S+ (?:-p tcp (?:-m tcp )?)?-j DROP|(?:meta l4proto tcp )?drop)$/.test(words))
    return true;
  const isPlain = /^(?:-A \S+ -p tcp (?:-m \w+ )?--dports? \S+ -j DROP|tcp dport .+ drop)$/;
  return isPlain.test(words) && namesPort(rule, port) === true;
};

/** Rules for loopback, established connections or ICMP: none of them accepts a client's SYN. */
const isForOthers = /(?:-i |iif(?:name)? )"?lo\b|established|related|icmp/i;

const mayLetIn = ({ kind, text, verdict }: FirewallRule): boolean =>
  kind === 'rule' && verdict === 'accept' && !(isForOthers.test(text) && !/\bnew\b/i.test(text));
