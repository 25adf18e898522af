import { observation } from './observation.ts';
import { inPolicies, outPolicies } from './policies.ts';

export interface OwnRules {
  heldBack: number;
  swallowed: number;
  /** Whether answers are kept from the client; undefined if one may not have come yet. */
  keptFrom: boolean | undefined;
  /** A policy of IPsec discarded packets meanwhile. */
  byPolicy?: boolean;
}

/**
 * Packets of the attempt that this machine discarded: outgoing ones that left by no interface, and incoming ones
 * that no protocol received or a policy of IPsec discarded, one per SYN. Multicast and broadcast do not count.
 */
export const ownRules = observation({
  name: 'ownRules',
  read: ({ attempt, direct }): OwnRules | undefined => {
    if (attempt === undefined) return undefined;
    const { heldBack = 0 } = attempt;
    const isHeld = direct === 'own-firewall';
    const swallowed = direct === 'silence' ? discardedOf(attempt.counters, attempt.address) : 0;
    const syns = 1 + (attempt.counters?.['TcpExt.TCPSynRetrans'] ?? 0);
    // The answer to the last SYN may have come after the attempt gave up.
    const keptFrom = swallowed >= syns ? true : swallowed > 0 ? undefined : false;
    const byPolicy = blockedBy(attempt.counters, [...inPolicies, ...outPolicies]) > 0;
    return {
      ...{ heldBack: isHeld ? Math.max(heldBack, 1) : 0, swallowed, keptFrom },
      ...(byPolicy ? { byPolicy } : {}),
    };
  },
  tell: ({ byPolicy, heldBack, keptFrom, swallowed }) => {
    if (heldBack > 0)
      return byPolicy
        ? 'The SYN did not leave this machine: a policy of IPsec here discards it (/proc/net/xfrm_stat).'
        : 'The SYN did not leave this machine: it is discarded or rejected by a rule here.';
    if (keptFrom === false) return undefined;
    if (keptFrom && byPolicy)
      return `Meanwhile ${swallowed} packet${swallowed === 1 ? '' : 's'} came in that a policy of IPsec here discarded (/proc/net/xfrm_stat).`;
    const came = `Meanwhile ${swallowed} packet${swallowed === 1 ? '' : 's'} came in that this machine gave to no protocol`;
    return keptFrom
      ? `${came}: a rule here discards answers.`
      : `${came}: a rule here may discard answers, and one has not come yet; or it was for others.`;
  },
  identifies: {},
});

const blockedBy = (counters: Record<string, number> = {}, policies: readonly string[]): number =>
  policies.reduce((sum, name) => sum + (counters[name] ?? 0), 0);

const discardedOf = (counters: Record<string, number> = {}, address: string): number => {
  const of = (...names: string[]): number =>
    names.reduce((sum, name) => sum + (counters[name] ?? 0), 0);
  const left = address.includes(':')
    ? of('Ip6InReceives') -
      of('Ip6InDelivers', 'Ip6OutForwDatagrams', 'Ip6InHdrErrors', 'Ip6InAddrErrors') -
      of('Ip6InNoRoutes', 'Ip6InMcastPkts', 'Ip6InUnknownProtos')
    : of('Ip.InReceives') -
      of('Ip.InDelivers', 'Ip.ForwDatagrams', 'Ip.InHdrErrors', 'Ip.InAddrErrors') -
      of('IpExt.InMcastPkts', 'IpExt.InBcastPkts', 'IpExt.InNoRoutes', 'Ip.InUnknownProtos');
  return Math.max(0, left - of('TcpExt.IPReversePathFilter')) + of(...inPolicies);
};
