import type { FirewallRule } from '../../vocabulary/index.ts';
import { namesPort } from './rules.ts';

/** Purpose of a rule that stops packets, if it is not simply about the port. */
export type Purpose = 'ban' | 'limit' | 'invalid' | 'no-backend';

const unquoted = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');

/** iptables-extensions(8): limit, hashlimit, recent, connlimit; nft(8): limit rate, ct count. */
const limits =
  / -m (?:limit|hashlimit|recent|connlimit)\b|\blimit rate\b|\bct count\b|\bmeter \S+ /;
const invalid = / --(?:ct)?state \S*INVALID\b|\bct state (?:\{[^}]*)?invalid\b/;

export const isInvalid = ({ text }: FirewallRule): boolean => invalid.test(unquoted(text));

/**
 * kube-proxy rejects packets for a service without a ready backend: with this comment in iptables mode, in a chain of
 * its own for nft (pkg/proxy/iptables/proxier.go, pkg/proxy/nftables/proxier.go).
 */
export const saysNoEndpoints = ({ chain, table, text, verdict }: FirewallRule): boolean =>
  verdict === 'reject' &&
  (/--comment "[^"]* has no endpoints"/.test(text) ||
    (/^ip6? kube-proxy$/.test(table) && chain === 'reject-chain'));

/** Maximum depth of nested jumps that are followed. */
const deepest = 4;

/**
 * @param all rules of the report: packets over a limit may fall to the next rule of the chain, and a chain
 *   may be the target of jumps for one purpose only (`ufw limit` ends in its own chain).
 */
export const purposeOf = (
  rule: FirewallRule,
  all: readonly FirewallRule[],
  port: number,
  depth = deepest,
): Purpose | undefined => {
  const own = ownPurpose(rule, all, port);
  if (own !== undefined || depth === 0 || rule.kind === 'policy') return own;
  const purposes = new Set(
    all
      .filter((caller) => jumpsTo(caller, rule) && namesPort(caller, port) !== false)
      .map((caller) => purposeOf(caller, all, port, depth - 1)),
  );
  return purposes.size === 1 ? [...purposes][0] : undefined;
};

/** Jumps: iptables(8), -j and -g; nft(8), jump and goto. */
const jumpsTo = ({ backend, table, text }: FirewallRule, to: FirewallRule): boolean =>
  backend === to.backend &&
  table === to.table &&
  [...unquoted(text).matchAll(/ -[jg] (\S+)|\b(?:jump|goto) ([^\s,}]+)/g)].some(
    ([, iptables, nft]) => (iptables ?? nft) === to.chain,
  );

const ownPurpose = (
  rule: FirewallRule,
  all: readonly FirewallRule[],
  port: number,
): Purpose | undefined => {
  const words = unquoted(rule.text);
  if (saysNoEndpoints(rule)) return 'no-backend';
  if (bannedBy(rule) !== undefined) return 'ban';
  if (limits.test(words)) return 'limit';
  if (isInvalid(rule)) return 'invalid';
  if (namesPort(rule, port) === false) return undefined;
  const passes = all.some(
    (other) =>
      isBefore(other, rule, all) &&
      other.verdict === 'accept' &&
      namesPort(other, port) === true &&
      limits.test(unquoted(other.text)),
  );
  return passes ? 'limit' : undefined;
};

/** Whether `one` comes before `other`; a policy comes after all rules of its chain. */
const isBefore = (one: FirewallRule, other: FirewallRule, all: readonly FirewallRule[]): boolean =>
  one.backend === other.backend &&
  one.table === other.table &&
  one.chain === other.chain &&
  (other.kind === 'policy' || all.indexOf(one) < all.indexOf(other));

/**
 * Sources that a rule bans, and the fail2ban jail; undefined if it bans none. fail2ban uses a chain `f2b-JAIL` in
 * iptables and a set `addr-set-JAIL` in nft; other tools name one source or a set.
 */
export const bannedBy = ({
  chain,
  kind,
  table,
  text,
}: FirewallRule): { address?: string; jail?: string } | undefined => {
  if (kind !== 'rule') return undefined;
  const words = unquoted(text);
  const [, own, source] =
    /(?:^| )(! )?-s ([\da-f:.]+)(?:\/(?:32|128))?(?= |$)/i.exec(words) ??
    /\bip6? saddr (!= )?([\da-f:.]+)(?= |$)/i.exec(words) ??
    [];
  const set = / --match-set (\S+) src\b/.exec(words)?.[1] ?? /\bip6? saddr (@\S+)/.exec(words)?.[1];
  const address = own === undefined ? source : undefined;
  if (address === undefined && set === undefined) return undefined;
  if (/! --match-set/.test(words)) return undefined;
  const jail =
    /^@addr6?-set-(.+)$/.exec(set ?? '')?.[1] ??
    /^f2b-(.+)$/.exec(set ?? '')?.[1] ??
    /^f2b-(.+)$/.exec(chain)?.[1];
  const isFail2ban =
    jail !== undefined && (/f2b/.test(table) || chain.startsWith('f2b-') || /f2b/.test(set ?? ''));
  return {
    ...(address === undefined ? {} : { address }),
    ...(isFail2ban ? { jail } : {}),
  };
};
