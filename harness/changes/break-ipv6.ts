import { authority, cache } from '../topology/daemons.ts';
import { anew } from './anew.ts';
import { shell, type Change } from './change.ts';

/** A documentation address (RFC 3849): a client with it prefers IPv6 (RFC 6724, 2.1). */
const own = '2001:db8:a::2';
const gateway = '2001:db8:a::1';
const dead = '2001:db8:b::80';

/** The client has IPv6 only up to its router, which drops it, and the name has an IPv6 address too. */
export const breakIpv6 = <const H extends string, const R extends string, const S extends string>(
  on: H,
  by: R,
  resolver: S,
): Change<H | R> => ({
  verb: 'breakIpv6',
  on,
  other: by,
  says: 'the name has an IPv6 address as well, and the router discards what is sent there',
  gives: own,
  varies: { ipVersion: [4] },
  apply: ({ domain, records }) => [
    shell(
      by,
      `ip -6 address replace ${gateway}/64 dev eth0 && ip -6 route replace blackhole default`,
    ),
    shell(
      on,
      `ip -6 address replace ${own}/64 dev eth0 && ip -6 route replace default via ${gateway}`,
    ),
    ...anew(authority(resolver, records, [`--host-record=${domain},${dead},1`])),
    ...anew(cache(resolver)),
  ],
  undo: ({ records }) => [
    shell(
      on,
      `! ip -6 address show to ${own} | grep -q . || { ip -6 route del default via ${gateway} && ip -6 address del ${own}/64 dev eth0; }`,
    ),
    shell(
      by,
      `! ip -6 address show to ${gateway} | grep -q . || { ip -6 route del blackhole default && ip -6 address del ${gateway}/64 dev eth0; }`,
    ),
    ...anew(authority(resolver, records)),
    ...anew(cache(resolver)),
  ],
});
