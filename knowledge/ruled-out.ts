import { isIP } from 'node:net';
import type { Cause, KnownCause } from '../vocabulary/index.ts';
import type { Particulars } from './particulars.ts';
import { spokenIn, unspoken } from './spoken.ts';

/** They need a name: who gives an address asks no resolver. */
export const ofNames: readonly KnownCause[] = [
  'name-does-not-exist',
  'known-to-another-resolver',
  'own-resolver',
  'search-domain-missing',
  'no-address',
  'server-failure',
  'resolver-silent',
  'resolver-not-listening',
  'dns-wrong-server',
  'hosts-file-override',
  'cdn-in-path',
  'edge-cannot-reach-origin',
  'one-address-dead',
  'ipv6-broken',
];

/** They need a network between client and server, and a loopback address has none (RFC 1122, 3.2.1.3). */
const ofNetworks: readonly KnownCause[] = [
  'loopback-bind',
  'router-reject',
  'no-backend',
  'security-group',
  'control-panel-firewall',
  'no-return-route',
  'reverse-path-filter',
  'host-down',
  'host-down-same-lan',
  'gateway-down',
  'wrong-neighbour',
  'no-route',
  'router-has-no-route',
  'private-ip-other-lan',
  'banned-client',
  ...ofNames,
];

/** Clients that print the address to which a name led, and not what they were given. */
const resolves =
  /\bE[A-Z]{4,}\b|dial tcp|connectex|Connect call failed|os error|attempted address|SocketException/;

export const isLoopback = (host: string): boolean => /^(?:localhost$|127\.|::1$)/i.test(host);

/** RFC 1918, 3; RFC 6598, 7; RFC 3927, 2.1. */
const isInner = (host: string): boolean =>
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.)/.test(
    host,
  );

export const isAddress = (host: string | undefined): boolean =>
  host !== undefined && isIP(host) !== 0;

function ofAddress(text: string, host: string): KnownCause[] {
  // Where both of its addresses refuse, it is not that one of them is the wrong one.
  const refuseBoth = /::1:\d/.test(text) && /127\.0\.0\.1:\d/.test(text);
  if (isLoopback(host)) {
    return [...ofNetworks, ...(refuseBoth ? (['localhost-other-family'] as const) : [])];
  }
  // A name with a dot is asked for as it is, before any search list (resolv.conf(5), ndots).
  if (!isAddress(host)) {
    return [
      'localhost-other-family',
      ...(host.includes('.') ? (['search-domain-missing'] as const) : []),
    ];
  }
  return [
    'localhost-other-family',
    ...(resolves.test(text) ? [] : ofNames),
    ...(isIP(host) === 6 ? (['ipv6-only-bind'] as const) : []),
    ...(isIP(host) === 4 ? (['ipv6-off'] as const) : []),
    ...(isIP(host) === 4 && !isInner(host) ? (['private-ip-other-lan'] as const) : []),
  ];
}

/** What cannot be the cause, by what the message itself says of its client and of where it went. */
export function ruledOut(text: string, particulars: Particulars): (cause: Cause) => boolean {
  // A port that stands where the host is meant leads to nobody, whatever the network is like.
  if (particulars.portAsHost !== undefined)
    return (cause) => !['wrong-host', 'client-proxy-gone'].includes(cause);
  const spoken = spokenIn(text, particulars);
  const out = new Set<Cause>([
    ...(spoken === undefined ? [] : unspoken[spoken]),
    ...(particulars.host === undefined ? [] : ofAddress(text, particulars.host)),
  ]);
  return (cause) => out.has(cause);
}
