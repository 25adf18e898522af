import type { FirewallRule } from '../../vocabulary/index.ts';
import { namesPort } from './rules.ts';

/**
 * Rules that a SYN for the port can reach. An earlier rule, in the chain or in one that it jumps to
 * unconditionally, may accept every such SYN; later rules then count only other packets.
 *
 * @param all rules of the report, in firewall order.
 */
export const rulesMetBy = (all: readonly FirewallRule[], port: number): FirewallRule[] => {
  const chains = Map.groupBy(all, chainOf);
  const ends = new Map([...chains].map(([chain]) => [chain, endOf(chain, chains, port, deepest)]));
  const after = new Set(
    [...chains].flatMap(([chain, rules]) => {
      const end = ends.get(chain);
      if (end === undefined) return [];
      const place = rules.indexOf(end);
      return rules.filter(({ kind }, index) => kind === 'policy' || index > place);
    }),
  );
  return all.filter((rule) => !after.has(rule));
};

const chainOf = ({ backend, chain, table }: FirewallRule): string =>
  JSON.stringify([backend, table, chain]);

/** Maximum depth of nested jumps that are followed. */
const deepest = 4;

/** Rule of the chain at which every SYN for the port has been accepted, by the rule or by its jump. */
const endOf = (
  chain: string,
  chains: ReadonlyMap<string, readonly FirewallRule[]>,
  port: number,
  depth: number,
): FirewallRule | undefined => {
  for (const rule of chains.get(chain) ?? []) {
    // After a rule that may leave the chain, nothing is certain.
    if (leaves.test(rule.text)) return undefined;
    if (rule.verdict === 'accept' && isPlain(rule, port)) return rule;
    const [, iptables, nft] = jump.exec(rule.text) ?? [];
    const to = iptables ?? nft;
    if (to === undefined || depth === 0) continue;
    if (endOf(chainOf({ ...rule, chain: to }), chains, port, depth - 1) !== undefined) return rule;
  }
  return undefined;
};

const leaves = / -j RETURN\b|\breturn\b| -g |\bgoto\b/;

/** Unconditional jumps. */
const jump = /^(?:-A \S+ -j (\S+)|(?:counter )?jump (\S+))$/;

/** Parts of rules that accept new connections to a port from any source, as iptables and nft print them. */
const usual =
  /-A \S+|-p tcp|-m (?:tcp|multiport|state|conntrack|comment)|--(?:ct)?state (?:\w+,)*NEW(?:,\w+)*|--comment ""|--comment [\w-]+|--dports? \S+|--tcp-flags FIN,SYN,RST,ACK SYN|-j ACCEPT|\bct state (?:\{ )?(?:\w+, ?)*new(?:, ?\w+)*(?: \})?|\bmeta l4proto tcp|\btcp dport (?:\{[^}]*\}|[\d-]+|@\S+)|\bcounter|\bcomment ""|\baccept/g;

const isPlain = (rule: FirewallRule, port: number): boolean =>
  rule.kind === 'rule' &&
  namesPort(rule, port) === true &&
  rule.text
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(usual, '')
    .trim() === '';
