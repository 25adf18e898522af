import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

const chains = ['INPUT', 'FORWARD'] as const;

/** Over IPv6 only echo: without the other types no host is reachable (RFC 4890, 4.3.1, 4.4.1). */
const rules = {
  4: ['-p icmp -j DROP'],
  6: ['echo-request', 'echo-reply'].map((type) => `-p ipv6-icmp --icmpv6-type ${type} -j DROP`),
};

const everywhere = (
  { ipVersion }: Placement,
  rule: (chain: string, text: string) => ReturnType<typeof insertRule>,
): ReturnType<typeof insertRule>[] =>
  chains.flatMap((chain) => rules[ipVersion].map((text) => rule(chain, text)));

/** A host drops ICMP, its own and forwarded, so that no ping is answered. */
export const dropIcmp = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropIcmp',
  on,
  says: 'the host discards ICMP',
  apply: (placement) =>
    everywhere(placement, (chain, text) => insertRule(on, chain, text, placement.ipVersion)),
  undo: (placement) =>
    everywhere(placement, (chain, text) => deleteRule(on, chain, text, placement.ipVersion)),
});
