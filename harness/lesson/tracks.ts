import { UsageError } from '../errors.ts';

/** A sequence of exercises for teaching. */
export interface Track {
  name: string;
  title: string;
  /** What a student can do afterwards. */
  goal: string;
  /** Ids of scenarios, from easy to hard. */
  ids: readonly string[];
}

export const tracks: readonly Track[] = [
  {
    name: 'refused',
    title: 'Refused',
    goal: 'Tell who says no: the kernel of the server, a firewall, a proxy, or another machine.',
    ids: [
      'refused/not-listening',
      'refused/loopback-bind',
      'refused/wrong-port',
      'refused/firewall-reject-reset',
      'refused/wrong-host',
      'refused/client-proxy-gone',
      'healthy/reject-on-another-port',
    ],
  },
  {
    name: 'silence',
    title: 'Silence',
    goal: 'Find where a SYN, or its answer, is lost: at the client, on the way, or at the server.',
    ids: [
      'timeout/host-firewall-drop',
      'timeout/security-group',
      'timeout/no-return-route',
      'timeout/reply-dropped',
      'timeout/accept-queue-full',
      'timeout/banned-client',
      'healthy/icmp-blocked',
    ],
  },
  {
    name: 'names',
    title: 'Names',
    goal: 'Follow a name from the program by files and resolvers to an address, and see who is wrong.',
    ids: [
      'dns/name-does-not-exist',
      'dns/no-address',
      'dns/hosts-file-override',
      'dns/server-failure',
      'dns/resolver-silent',
      'refused/dns-wrong-server',
      'healthy/right-name',
    ],
  },
  {
    name: 'tls',
    title: 'TLS',
    goal: 'Read a certificate, a chain and an alert, and say which of the two ends is to change.',
    ids: [
      'tls/certificate-expired',
      'tls/certificate-wrong-name',
      'tls/chain-incomplete',
      'tls/plain-server',
      'tls/version-too-old',
      'tls/tls-intercepted',
      'healthy/certificate-of-a-private-ca',
    ],
  },
  {
    name: 'websocket',
    title: 'WebSocket and proxies',
    goal: 'Tell from the first answer who spoke: the service, or a proxy in front of it.',
    ids: [
      'protocol/websocket-to-http',
      'protocol/wrong-path',
      'protocol/upgrade-stripped',
      'protocol/bad-gateway',
      'protocol/token-required',
      'protocol/proxy-protocol-expected',
      'healthy/websocket-through-nginx',
    ],
  },
  {
    name: 'limits',
    title: 'Ports and limits',
    goal: 'Count ports, queues and connections against their limits, before a limit is blamed.',
    ids: [
      'unavailable/ports-held',
      'unavailable/time-wait-flood',
      'timeout/accept-queue-full',
      'timeout/rate-limit',
      'protocol/server-full',
      'protocol/source-not-allowed',
      'healthy/narrow-port-range',
      'healthy/limit-that-does-not-bite',
    ],
  },
  {
    name: 'mixed',
    title: 'Mixed with healthy ones',
    goal: 'Say that nothing is wrong where nothing is, and tell two faults at once apart.',
    ids: [
      'healthy/plain',
      'refused/bound-elsewhere',
      'healthy/ipv6-broken-ipv4-works',
      'lost/idle-timeout',
      'healthy/slow-answer',
      'stalled/server-stopped',
      'refused/firewall-reject-over-loopback-bind',
    ],
  },
];

/** @throws UsageError that lists all tracks. */
export function findTrack(name: string): Track {
  const found = tracks.find((track) => track.name === name);
  if (found) return found;
  throw new UsageError({
    code: 'USAGE_UNKNOWN_TRACK',
    what: `There is no track ${name}; allowed are ${tracks.map((track) => track.name).join(', ')}.`,
    next: 'npx badconn list --lessons',
  });
}
