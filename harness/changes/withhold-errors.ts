import type { Placement } from '../topology/place.ts';
import type { Change, Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/**
 * "fragmentation needed" is one of these in ICMP; in ICMPv6 "packet too big" is a type of its own (RFC 792; RFC 4443,
 * 3.2).
 */
const rules = {
  4: ['-p icmp --icmp-type destination-unreachable -j DROP'],
  6: ['destination-unreachable', 'packet-too-big'].map(
    (type) => `-p ipv6-icmp --icmpv6-type ${type} -j DROP`,
  ),
};

const withhold = (on: string, { ipVersion }: Placement): Step[] =>
  rules[ipVersion].map((rule) => insertRule(on, 'OUTPUT', rule, ipVersion));

const tell = (on: string, { ipVersion }: Placement): Step[] =>
  rules[ipVersion].map((rule) => deleteRule(on, 'OUTPUT', rule, ipVersion));

/** A router sends no ICMP errors for undeliverable packets, a common setting (`no ip unreachables`). */
export const withholdErrors = <const H extends string>(on: H): Change<H> => ({
  verb: 'withholdErrors',
  on,
  says: 'the router does not say what it cannot deliver',
  apply: (placement) => withhold(on, placement),
  undo: (placement) => tell(on, placement),
});

/** Two routers send ICMP errors for undeliverable packets, as required (RFC 1812, 4.3.3.1 and 5.2.7.1). */
export const tellErrors = <const H extends string, const T extends string>(
  on: H,
  other: T,
): Change<H | T> => ({
  verb: 'tellErrors',
  on,
  other,
  says: 'routers say what they cannot deliver',
  apply: (placement) => [...tell(on, placement), ...tell(other, placement)],
  undo: (placement) => [...withhold(on, placement), ...withhold(other, placement)],
});
