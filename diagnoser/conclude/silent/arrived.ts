import type { Facts } from '../../observe/facts.ts';
import { bannedBy } from '../../report/purpose.ts';
import { isOutbound } from '../../report/rules.ts';

/** Whether the SYN reached the server; undefined if the report cannot tell. */
export const arrived = (facts: Facts): boolean | undefined => {
  const { arrival, connectionTable, forward, halfOpen, overflows } = facts;
  const { policies, reversePath, routes, rules } = facts;
  if (rules !== undefined && rules.inbound.length + rules.outbound.length > 0) return true;
  if (forward?.counted) return true;
  if (arrival === undefined) return undefined;
  if (arrival.received === 0) return mayDiscardAtIngress(facts) ? undefined : false;
  const traces = [
    ...[
      hasDiscarded(facts) ? arrival.swallowed : 0,
      halfOpen?.connections,
      overflows,
      routes,
      policies,
      reversePath,
      arrival.unanswered,
      arrival.heldBack,
    ],
    connectionTable?.discarded,
  ];
  return traces.some((trace = 0) => trace > 0) ? true : undefined;
};

/**
 * If all rules are known and none discards, an undelivered packet was not the SYN: multicast of a group that no
 * program here joined also counts as received only.
 */
const hasDiscarded = ({ rules }: Facts): boolean => rules?.mayDiscard !== false;

/** An ingress hook drops packets before IP counts them (nft(8), ingress hook). */
const mayDiscardAtIngress = ({ uncountedRules = [] }: Facts): boolean =>
  uncountedRules.some(({ hook, verdict }) => hook === 'ingress' && verdict === 'drop');

/** Whether the server discarded the SYN before TCP, or a policy of IPsec in it, saw it. */
export const takenAway = (facts: Facts): boolean | undefined => {
  const { arrival, connectionTable, policies = 0, reversePath, rules } = facts;
  if (policies > 0 || rules?.inbound.some(({ rule }) => rule.verdict === 'drop')) return true;
  if (reversePath || connectionTable?.isFull) return false;
  if (arrival?.received === 0 && mayDiscardAtIngress(facts)) return undefined;
  return arrival && arrival.swallowed > 0 && hasDiscarded(facts);
};

/** Whether a firewall manager stopped the SYN, not a rule added by hand. */
export const byManager = ({ rules }: Facts): boolean => {
  const rule = rules?.inbound.find((counted) => counted.rule.verdict === 'drop')?.rule;
  if (rule === undefined) return true;
  return rule.kind === 'policy' || /ufw|firewalld|zone/i.test(rule.chain);
};

/**
 * No rule with a counter stopped the SYN, and the rules without one are bans, such as those of fail2ban for nft,
 * each for a set of addresses.
 */
export const byBanAlone = ({ rules, uncountedRules = [] }: Facts): boolean =>
  rules !== undefined &&
  rules.areAllRead &&
  rules.inbound.length === 0 &&
  uncountedRules.length > 0 &&
  uncountedRules.every((rule) => bannedBy(rule) !== undefined);

/**
 * A rule without a counter discards every answer from the port: the kernel keeps no trace of the unanswered client.
 */
export const keepsAnswers = ({ arrival, port, uncountedRules = [] }: Facts): boolean =>
  arrival !== undefined &&
  arrival.received > 0 &&
  uncountedRules.some(
    (rule) =>
      rule.verdict === 'drop' && isOutbound(rule) && rule.text.trim() === `tcp sport ${port} drop`,
  );
