import type { FirewallRule } from '../../vocabulary/index.ts';

type Rule = Pick<FirewallRule, 'sets' | 'text'>;

/** Elements of a set or map that the rule names; undefined if they are not all known. */
export const elementsOf = ({ sets = [] }: Rule, name: string): readonly string[] | undefined => {
  const found = sets.find(({ set }) => set === name);
  return found === undefined || found.isCut ? undefined : found.elements;
};

/** `8080`, `8000-8100`; of an ipset also `tcp:8080` (ipset(8), bitmap:port and hash:*,port). */
const portElement = /^(?:tcp:)?(\d{1,5})(?:-(\d{1,5}))?$/;

/** Whether the ports of these elements include this one; undefined if one of them is no port. */
export const portsInclude = (elements: readonly string[], port: number): boolean | undefined => {
  const ranges = elements.map((element) => portElement.exec(element));
  if (ranges.includes(null)) return undefined;
  return ranges.some((range) => {
    const [, first = '', last = first] = range ?? [];
    return port >= Number(first) && port <= Number(last);
  });
};

/** What a map of ports has for this one: a verdict or a value. */
export type Mapped = { to: string } | 'nothing' | undefined;

/**
 * What a rule that looks up the destination port in a map finds (nft(8), MAPS and VERDICT MAPS); undefined if it
 * looks up something else, or the elements are not known.
 */
export const mappedBy = (rule: Rule, port: number): Mapped => {
  const [, named, inside] = /\bdport (?:v?map) (?:@(\S+)|\{([^}]*)\})/.exec(rule.text) ?? [];
  const elements =
    named === undefined
      ? inside?.split(',').map((element) => element.trim())
      : elementsOf(rule, named);
  if (elements === undefined) return undefined;
  const pairs = elements.map((element) => /^(\S+) : (.+)$/.exec(element));
  if (pairs.some((pair) => portsInclude([pair?.[1] ?? ''], port) === undefined)) return undefined;
  const found = pairs.find((pair) => portsInclude([pair?.[1] ?? ''], port) === true);
  return found?.[2] === undefined ? 'nothing' : { to: found[2] };
};
