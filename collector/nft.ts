import type { FirewallRule } from '../vocabulary/index.ts';
import { rulesSet, type RuleSet } from './rule-sets.ts';
import { reachedHooks, type Jump } from './reached-hooks.ts';

/**
 * `nft list ruleset` as text (nft(8)): tables hold chains, chains hold rules. The elements of sets
 * and maps are given to the rules that name them; other objects of a table are passed over. A table's name
 * carries its family: `inet filter`.
 */
export const nftRules = (lines: readonly string[]): FirewallRule[] => {
  const rules: FirewallRule[] = [];
  const base = new Map<string, string>();
  const jumps: Jump[] = [];
  let table = '';
  const sets = new Map<string, RuleSet>();
  let chain: string | undefined;
  let set: string | undefined;
  let depth = 0;
  for (const line of joined(lines)) {
    const words = unquoted(line);
    const opened = /^(table|chain|set|map) (.+?) \{(?: #.*)?$/.exec(words);
    const { closes, opens } = braces(words);
    if (opened?.[1] === 'table' && depth === 0) table = opened[2] ?? '';
    else if (opened?.[1] === 'chain' && depth === 1) chain = opened[2];
    else if (opened !== null && depth === 1) {
      set = opened[2] ?? '';
      sets.set(`${table} ${set}`, { set, elements: [] });
    } else if (set !== undefined && depth === 2 && words.startsWith('elements = ')) {
      sets.set(`${table} ${set}`, elementsIn(set, words));
    } else if (chain !== undefined && depth === 2 && words !== '}') {
      const policy = policyIn(table, chain, line, words);
      if (policy !== undefined) {
        base.set(`${table} ${chain}`, policy.hook ?? '');
        rules.push(policy);
      } else {
        rules.push(ruleIn(table, chain, line, words));
        for (const [, to] of words.matchAll(/\b(?:jump|goto) ([^\s,}]+)/g)) {
          jumps.push({ from: `${table} ${chain}`, to: `${table} ${to}` });
        }
      }
    }
    depth = Math.max(0, depth + opens - closes);
    if (depth < 2) chain = set = undefined;
  }
  const hooks = reachedHooks(base, jumps);
  return rules.map((rule) => {
    const hook = hooks.get(`${rule.table} ${rule.chain}`);
    const named = [...unquoted(rule.text).matchAll(/@([^\s,}]+)/g)].flatMap(
      ([, name]) => sets.get(`${rule.table} ${name}`) ?? [],
    );
    return {
      ...rule,
      ...(hook === undefined ? {} : { hook }),
      ...(named.length === 0 ? {} : { sets: named }),
    };
  });
};

/** `elements = { 10.0.0.1 timeout 1h expires 59m, 10.0.1.0/24 }`; of a map, `8080 : drop`. */
const elementsIn = (set: string, words: string): RuleSet => {
  const [, inside = ''] = /^elements = \{(.*)\}$/.exec(words) ?? [];
  const all = inside
    .split(',')
    .map((element) => element.replace(state, '').replaceAll(/\s+/g, ' ').trim())
    .filter((element) => element !== '');
  return rulesSet(set, all);
};

/** What nft prints beside an element itself. */
const state = / (?:timeout|expires|counter|comment|limit|ct count|quota|last used) [^:]*(?=$| : )/;

/** Rules one a line: nft breaks long sets, but not the opening of a table, chain or set. */
const joined = (lines: readonly string[]): string[] => {
  const whole: string[] = [];
  let open = '';
  for (const line of lines) {
    const text = open === '' ? line.trim() : `${open} ${line.trim()}`;
    const words = unquoted(text);
    const { opens, closes } = braces(words);
    const unfinished = opens > closes && !/\{(?: #.*)?$/.test(words);
    open = unfinished ? text : '';
    if (!unfinished && text !== '' && !text.startsWith('#')) whole.push(text);
  }
  return whole;
};

const braces = (words: string): { opens: number; closes: number } => ({
  opens: words.split('{').length - 1,
  closes: words.split('}').length - 1,
});

/** `type filter hook input priority filter; policy drop;`. nft does not count a policy's packets. */
const policyIn = (
  table: string,
  chain: string,
  line: string,
  words: string,
): FirewallRule | undefined => {
  const [, hook, policy = 'accept'] =
    /^type \S+ hook (\S+).*?priority [^;]*;(?:.*?policy (\w+);)?/.exec(words) ?? [];
  if (hook === undefined) return undefined;
  const verdict = policy === 'drop' ? 'drop' : 'accept';
  return { backend: 'nft', table, chain, hook, kind: 'policy', verdict, text: line };
};

const ruleIn = (table: string, chain: string, line: string, words: string): FirewallRule => {
  const packets = /\bcounter packets (\d{1,18})/.exec(words)?.[1];
  const [, verdict, rejectWith] =
    /\b(accept|drop|reject)(?: with (.+?))?(?: comment "")?$/.exec(words) ?? [];
  return {
    backend: 'nft',
    table,
    chain,
    kind: 'rule',
    verdict: (verdict as FirewallRule['verdict'] | undefined) ?? 'other',
    ...(verdict === 'reject' ? { rejectWith: rejectWords(rejectWith) } : {}),
    ...(packets === undefined ? {} : { packets: Number(packets) }),
    // Without its counts a rule reads the same before and after.
    text: line.replace(/\bcounter packets \d+ bytes \d+/, 'counter'),
  };
};

/** nft says `tcp reset` and `icmp port-unreachable` where iptables has one word. */
const rejectWords = (text: string | undefined): string => {
  if (text === undefined) return 'icmp-port-unreachable';
  return text.replace(/^icmp(?:v6|x)? (?:type )?/, 'icmp-').replace(' ', '-');
};

const unquoted = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
