import { BlockList } from 'node:net';
import type { FirewallRule } from '../../vocabulary/index.ts';
import { isIpv6, isPrivate, sameAddress } from './addresses.ts';
import { elementsOf } from './sets.ts';

/**
 * Sources to which a rule is limited, as addresses, networks and ranges; undefined if it has no such limit, or its
 * set is not known.
 */
const sourcesOf = (rule: FirewallRule): readonly string[] | undefined => {
  const words = rule.text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const [, ipset] = /(?<!! )--match-set (\S+) src\b/.exec(words) ?? [];
  if (ipset !== undefined) return elementsOf(rule, ipset)?.map((one) => one.split(',')[0] ?? '');
  const [, source] = /(?<!! )-s (\S+)/.exec(words) ?? [];
  if (source !== undefined) return [source];
  const [, set, several, one] =
    /\bip6? saddr (?:@(\S+)|\{([^}]*)\}|([\da-f:./-]+)(?= |$))/i.exec(words) ?? [];
  if (set !== undefined) return elementsOf(rule, set);
  return several?.split(',').map((element) => element.trim()) ?? (one ? [one] : undefined);
};

/** Whether an address is in `10.0.0.2`, `10.0.0.0/8` or `10.0.0.2-10.0.0.9`; undefined if that is none of these. */
const contains = (element: string, address: string): boolean | undefined => {
  const type = isIpv6(address) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  const [first = '', last] = element.split('-');
  const [net = '', length] = first.split('/');
  try {
    if (last !== undefined) list.addRange(first, last, type);
    else if (length !== undefined) list.addSubnet(net, Number(length), type);
    else list.addAddress(net, type);
  } catch {
    return undefined;
  }
  return list.check(address, type);
};

/** Addresses that are seen outside by another one only: private ones, and those of carriers and VPNs (RFC 6598). */
const isTranslated = (address: string): boolean =>
  isPrivate(address) || /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address);

/**
 * Whether the server may see this client at a source of the element. A translator (NAT) on the way gives it another
 * address; to a private address no public one, and none to a client that has a public address.
 */
const mayBe = (element: string, address: string, own: readonly string[]): boolean => {
  const isOf6 = element.includes(':');
  if (isOf6 !== isIpv6(address)) return false;
  const ofFamily = own.filter((one) => isIpv6(one) === isOf6);
  const holds = ofFamily.map((one) => contains(element, one));
  if (ofFamily.length === 0 || holds.includes(undefined) || holds.includes(true)) return true;
  if (isTranslated(element)) return true;
  return !isTranslated(address) && ofFamily.every(isTranslated);
};

/**
 * Whether the rule may match packets of a client at `own` addresses to `address`; true if unsure.
 *
 * @param own undefined if the addresses of the client are not known.
 */
export const mayBeFrom = (
  rule: FirewallRule,
  address: string,
  own: readonly string[] | undefined,
): boolean => {
  const sources = own && sourcesOf(rule);
  return sources?.some((element) => mayBe(element, address, own ?? [])) ?? true;
};

/** Address of the client that the rule names, alone or in its set; not one within a network. */
export const namedIn = (rule: FirewallRule, own: readonly string[] = []): string | undefined =>
  own.find((one) => sourcesOf(rule)?.some((element) => sameAddress(element, one)));

/** Whether the report has a rule with a source. */
export const haveSources = (rules: readonly FirewallRule[]): boolean =>
  rules.some(({ text }) => / -s |\bsaddr\b|--match-set/.test(text));
