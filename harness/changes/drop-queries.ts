import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const rules = ['-p udp --dport 53 -j DROP', '-p tcp --dport 53 -j DROP'];

/** A resolver's firewall silently drops the clients' queries. */
export const dropQueries = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropQueries',
  on,
  says: 'the firewall of the resolver discards questions',
  apply: ({ ipVersion }) => rules.map((rule) => insertRule(on, 'INPUT', rule, ipVersion)),
  undo: ({ ipVersion }) => rules.map((rule) => deleteRule(on, 'INPUT', rule, ipVersion)),
});

export const allowQueries = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowQueries',
  on,
  says: 'the firewall of the resolver lets questions in',
  apply: ({ ipVersion }) => rules.map((rule) => deleteRule(on, 'INPUT', rule, ipVersion)),
  undo: ({ ipVersion }) => rules.map((rule) => insertRule(on, 'INPUT', rule, ipVersion)),
});
