import type { KnownCause } from './cause.ts';

/** What discards the SYN, or its answer, while the host lives. */
const silentButAlive = [
  'host-firewall-drop',
  'security-group',
  'control-panel-firewall',
  'reply-dropped',
  'no-return-route',
  'accept-queue-full',
  'reverse-path-filter',
  'connection-table-full',
  'rate-limit',
  'banned-client',
] as const;

/**
 * Sets of causes that one vantage cannot tell apart, measured over 43 conditions with every
 * unprivileged means of a Linux client (kernel counters, ICMP errors, reply TTLs).
 */
export const classes = {
  /** A TCP reset in the name of the target: of its kernel, or of a firewall on it or in front of it. */
  refusedByTarget: [
    'not-listening',
    'wrong-port',
    'loopback-bind',
    'bound-elsewhere',
    'ipv6-only-bind',
    'forwarded-to-closed-port',
    'firewall-reject-reset',
    'router-reject',
  ],
  /** The service ended, with a FIN for the connection that stood, and a reset by the target itself since. */
  closedThenRefused: [
    'not-listening',
    'wrong-port',
    'loopback-bind',
    'bound-elsewhere',
    'ipv6-only-bind',
    'forwarded-to-closed-port',
  ],
  /** An ICMP error that only a firewall sends: who sent it does not show without the error queue (ip(7)). */
  rejectedByIcmp: ['firewall-reject', 'router-reject', 'banned-client', 'no-backend'],
  /** Silence, from a host that answers something else and so is alive. */
  silentButAlive,
  /** Silence, and nothing at that address answers anything. */
  silent: [...silentButAlive, 'host-down'],
  /** The same, from a client with a permanent entry for the address: it may be right, and need not be. */
  silentByEntry: [...silentButAlive, 'host-down', 'wrong-neighbour'],
  /** A name of one word, with no domain of the search list. */
  shortNameUnknown: ['name-does-not-exist', 'search-domain-missing'],
  /** A certificate alone, of an authority that the client does not know. */
  signedByNobodyKnown: ['chain-incomplete', 'certificate-untrusted'],
  /** Cut off without a word where the name is asked for, and served where none is. */
  cutOffByName: ['name-blocked', 'name-refused'],
  /** A plain HTTP response to the upgrade, which may be of any server or of Workerman. */
  answersAsHttp: ['websocket-to-http', 'workerman-wrong-scheme'],
  /** Bytes that are no HTTP, in no protocol that is known by its first bytes. */
  answersNoHttp: ['websocket-to-raw-tcp', 'workerman-wrong-scheme'],
  /** 404 to the upgrade, and WebSocket at none of the paths that are usual. */
  answersNotFound: ['websocket-to-http', 'wrong-path'],
  /** A page, or 404, of a proxy: what is behind it cannot be seen. */
  answersBehindProxy: ['websocket-to-http', 'upgrade-stripped', 'wrong-path', 'host-not-served'],
  /** 502 of a proxy that does not tell which. */
  answersBadGateway: ['bad-gateway', 'upstream-closes'],
  /** 503 of a balancer, or of a proxy that says it of a server that refuses. */
  answersUnavailable: ['no-server-available', 'bad-gateway'],
  /** 403 to the upgrade, whatever origin is said. */
  forbids: ['token-required', 'origin-refused'],
  /** A reset once something was asked: of a socket that was closed before it had read, or of somebody who resets. */
  breaksOff: ['reset-after-accept', 'closed-after-accept'],
  /** 400 to the upgrade, without a word of why. */
  refusesUpgrade: ['wrong-path', 'subprotocol-missing', 'origin-refused', 'token-required'],
  /** A question on a connection that stood had no answer, and a new connection is answered. */
  forgottenOrStuck: ['idle-timeout', 'worker-stopped'],
  /** The connection stands, and no answer comes. */
  acceptsInSilence: ['server-stopped', 'server-stalled'],
} as const satisfies Record<string, readonly KnownCause[]>;

export type ClassName = keyof typeof classes;

/**
 * A report of the server holds nothing of the certificates that it shows, of its configuration and of that of a
 * proxy, so it splits none of these either.
 */
export const unsplitByReport: readonly ClassName[] = [
  'shortNameUnknown',
  'signedByNobodyKnown',
  'answersNotFound',
  'answersBehindProxy',
  'answersUnavailable',
  'forbids',
];
