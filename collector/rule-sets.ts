import type { FirewallRule } from '../vocabulary/index.ts';

export type RuleSet = NonNullable<FirewallRule['sets']>[number];

/** Most elements of one set that a report keeps. */
const most = 256;

/** A set with its elements, of which `...` stands for those that the script left out. */
export const rulesSet = (set: string, elements: readonly string[]): RuleSet => {
  const known = elements.filter((element) => element !== '...');
  const isCut = known.length < elements.length || known.length > most;
  return { set, elements: known.slice(0, most), ...(isCut ? { isCut } : {}) };
};

/** Lines of `ipset save` (ipset(8)): `create <set> …`, `add <set> <element> …`. Sets of sets are left out. */
export const ipsetsIn = (lines: readonly string[]): Map<string, RuleSet> => {
  const elements = new Map<string, string[]>();
  for (const line of lines) {
    const [word, set = '', what = ''] = line.trim().split(/\s+/);
    if (word === 'create' && what !== 'list:set') elements.set(set, []);
    else if (word === 'add') elements.get(set)?.push(what);
  }
  return new Map([...elements].map(([set, all]) => [set, rulesSet(set, all)]));
};

/** The rules of iptables, with the sets that they match (iptables-extensions(8), set). */
export const withIpsets = (
  rules: readonly FirewallRule[],
  sets: ReadonlyMap<string, RuleSet>,
): FirewallRule[] =>
  rules.map((rule) => {
    const named = [...rule.text.matchAll(/ --match-set (\S+) /g)].flatMap(
      ([, name = '']) => sets.get(name) ?? [],
    );
    return named.length === 0 ? rule : { ...rule, sets: named };
  });
