import type { RemedyAction } from './remedy.ts';

// Two tables, with a row for each cause: what it is, and what mends it. Added together, so kept together.

/**
 * What is wrong, as a state of the world, never as its symptom.
 *
 * The last part of a scenario's id is its cause, so a file name is checked against this list.
 */
export const causes = {
  'not-listening': 'Nothing listens on the port: the service is not running.',
  'wrong-port': 'The service runs on this host, but on another port than the client uses.',
  'dns-wrong-server': 'The record of the name has the address of another machine than the server.',
  'hosts-file-override':
    'A line in the hosts file of the client gives the name the address of another machine.',
  'name-does-not-exist': 'The resolver answers that there is no such name (NXDOMAIN).',
  'search-domain-missing':
    'The name is without its domain, and the search list of the client does not have the domain.',
  'known-to-another-resolver':
    'The resolver that the client asks does not know the name, and another one on its list does.',
  'own-resolver':
    'The program asks DNS by itself, and the system has the name from elsewhere: a hosts file, mDNS, a directory.',
  'no-address': 'The name exists, and has no address.',
  'blocked-answer':
    'The resolver or the hosts file answers with an address that no machine has (0.0.0.0, ::), as blockers do.',
  'server-failure': 'The resolver answers that it could not resolve the name (SERVFAIL).',
  'resolver-silent': 'The resolver of the client does not answer.',
  'resolver-not-listening':
    'The resolver of the client is a machine on which nothing listens on port 53.',
  'cdn-in-path':
    'The name leads to a web accelerator, which does not carry this port to the server behind it.',
  'wrong-host': 'The client uses the address or the name of another machine than the one meant.',
  'loopback-bind':
    'The service listens on a loopback address only, so no other machine reaches it.',
  'localhost-other-family':
    'The client uses localhost or a loopback address, and the service of the same machine listens on the loopback address of the other IP version.',
  'bound-elsewhere':
    'The service listens on one address of the server, and the client uses another.',
  'ipv6-only-bind': 'The service listens on IPv6 only, and the client uses IPv4.',
  'forwarded-to-closed-port':
    'The port is forwarded to another machine, container or port, where nothing listens.',
  'no-backend':
    'The address is that of a service with no backend ready behind it, and the node that forwards it rejects what is sent there.',
  'firewall-reject': 'A firewall rule answers with an ICMP error instead of letting the SYN in.',
  'firewall-reject-reset': 'A firewall rule on the server answers with a TCP reset.',
  'router-reject':
    'A router or firewall in front of the server answers with an ICMP error or a reset instead of letting the SYN through.',
  'host-firewall-drop': 'A firewall rule on the server discards the SYN and says nothing.',
  'security-group':
    'The network in front of the server discards the SYN; the server never sees it.',
  'control-panel-firewall':
    'A hosting panel keeps its own list of open ports, and this port is not on it.',
  'reply-dropped': 'The SYN arrives, and the reply is discarded on its way back.',
  'no-return-route': 'The SYN arrives, and the server has no route back to the client.',
  'accept-queue-full':
    'The service does not accept connections fast enough, and its queue of them is full.',
  'reverse-path-filter':
    'The SYN arrives on another interface than the route back to the client, and the server discards it for that (rp_filter).',
  'connection-table-full':
    'The connection table of the firewall is full, so new connections are discarded.',
  'rate-limit':
    'A firewall rule limits how many connections may come in, and the client is above the limit.',
  'banned-client': 'A rule on the server bans the address of the client.',
  'host-down': 'No machine answers at the address.',
  'host-down-same-lan': "No machine on the client's own network has the address.",
  'gateway-down': 'The gateway to which the route of the client leads does not answer.',
  'wrong-neighbour':
    'A permanent entry of the client gives an address of its network the hardware address of another machine.',
  'client-firewall':
    'A firewall rule of the client discards or rejects what it sends, or what comes back to it.',
  'no-route':
    'The client has no route to the address, or its route discards or prohibits what it sends.',
  'router-has-no-route':
    'A router on the way has no route to the address, or one that leads in a circle, and says so.',
  'one-address-dead': 'The name leads to several addresses, and one of them takes no connection.',
  'ipv6-broken':
    'The name has two addresses: the IPv6 address takes no connection, and the IPv4 address does.',
  'private-ip-other-lan': 'The client uses an internal address of a network that it is not in.',
  'ports-held': 'Every local port for this destination is held by a live connection.',
  'time-wait-flood':
    'Every local port for this destination is held by a closed connection in TIME_WAIT.',
  'descriptors-used-up':
    'The program of the client, or its machine, has reached its limit of open descriptors.',
  'ipv6-off': 'IPv6 is switched off on the client, and the address is one of IPv6.',
  'client-proxy-gone': "The client's settings name a proxy that is not running.",
  'client-proxy-denies':
    'The proxy that the client is set to use refuses to connect it to this port.',
  'client-proxy-cannot-connect':
    'The proxy that the client is set to use gets no connection to the server.',
  'client-proxy-silent': 'The proxy that the client is set to use gives no answer.',
  'client-proxy-authentication':
    'The proxy that the client is set to use wants credentials, and the client sends none that it accepts.',
  'proxy-ignored': 'The way to the server leads through a proxy, and the client does not take it.',
  'transparent-proxy-gone':
    'A redirect on the client leads its connections to a local proxy that is not running.',
  'idle-timeout':
    'A firewall or NAT in the way forgets connections that are idle, and discards what it does not know.',
  'keep-alive-race':
    'The client reuses an idle connection at the moment at which the server closes it.',
  'closed-when-idle':
    'The server, or a proxy in front of it, closes a WebSocket on which nothing was said for some time.',
  'pong-missing': 'The server ends a WebSocket because the client does not answer its pings.',
  'message-too-large': 'A message is larger than the other end takes, which ends the connection.',
  'certificate-expired': 'The certificate of the server has expired.',
  'certificate-not-yet-valid': 'The certificate of the server is not valid yet.',
  'client-clock-wrong': 'The clock of the client is wrong: by it a valid certificate is not valid.',
  'certificate-untrusted':
    'The certificate of the server is signed by an authority that the client does not trust.',
  'tls-intercepted':
    'A proxy on the way shows a certificate of its own in place of that of the server.',
  'chain-incomplete':
    'The server sends its certificate without that of the authority which signed it.',
  'certificate-wrong-name':
    'The certificate of the server is for other names than the one that the client uses.',
  'plain-client': 'The client speaks without TLS, and the port is one of TLS.',
  'plain-server': 'The client speaks TLS, and the server speaks without it on this port.',
  'version-too-old': 'The server speaks old versions of TLS only, which clients do not accept.',
  'no-shared-cipher':
    'The server finds no cipher suite that the client offers and its certificate allows.',
  'client-certificate-required':
    'The server asks the client for a certificate, and the client has none.',
  'name-refused': 'The server does not serve TLS for the name that the client asks for (SNI).',
  'name-blocked':
    'Something on the way cuts off TLS connections that ask for the name of the server (SNI).',
  'websocket-to-http':
    'The client speaks WebSocket, and the server answers as a plain HTTP server.',
  'websocket-to-raw-tcp':
    'The client speaks WebSocket, and the server speaks a protocol of its own that is no HTTP.',
  'workerman-wrong-scheme':
    'The server is Workerman, started with another scheme than websocket:// on this port.',
  'http-to-websocket': 'The client speaks plain HTTP, and the server accepts WebSocket only.',
  'another-program': 'The port belongs to another program than the service that is meant.',
  'http2-only': 'The server speaks HTTP/2 without TLS, and nothing else.',
  'proxy-protocol-expected':
    'The server expects a PROXY protocol header, which nobody in front of it sends.',
  'proxy-protocol-unexpected':
    'A load balancer sends a PROXY protocol header to a server that does not know it.',
  'upgrade-stripped':
    'A proxy in front of the service passes the request on without its upgrade to WebSocket.',
  'bad-gateway': 'A proxy in front of the service cannot connect to it.',
  'upstream-closes':
    'A proxy in front of the service reaches it, and gets no HTTP response: the service breaks off.',
  'gateway-timeout': 'A proxy in front of the service gets no answer from it in time.',
  'no-server-available':
    'A load balancer in front of the service takes none of its servers for alive.',
  'edge-cannot-reach-origin':
    'The name leads to a web accelerator, which cannot reach the server behind it.',
  'service-failing': 'The service is reached, and answers that it fails.',
  'wrong-path':
    'The server speaks WebSocket at another path than the one that the client asks for.',
  redirected: 'The server sends the client elsewhere, and WebSocket clients do not follow.',
  'origin-refused': 'The server takes WebSockets from pages of other origins than this one.',
  'token-required': 'The server wants credentials, and the client sends none that it accepts.',
  'subprotocol-missing':
    'The server speaks a subprotocol of WebSocket, and the client does not offer it.',
  'host-not-served': 'The web server does not serve the name by which the client asks.',
  'socket-io-without-query':
    'The server is Socket.IO, and the client speaks plain WebSocket to it.',
  'server-stopped':
    'The process of the service is stopped, and the kernel of the server goes on to accept connections for it.',
  'worker-stopped':
    'One of several processes that serve the port is stopped or stuck: its connections get no answer, and those of the others do.',
  'server-stalled': 'The service runs, but is blocked or too busy to answer.',
  'mtu-black-hole':
    'Packets that are too large for a link on the way are discarded, and nobody tells their sender (ICMP).',
  'closed-after-accept': 'The service closes each connection without a word.',
  'reset-after-accept': 'Each connection is reset as soon as it stands.',
  'cut-in-the-middle': 'A response ends before it is whole.',
  'server-full': 'The service takes no more clients: its limit is reached.',
  'source-not-allowed':
    'The service does not serve the address of this client: it admits others only.',
  'captive-portal':
    'The network answers in place of the server, until the user has signed in to it.',
} as const;

export type KnownCause = keyof typeof causes;

/**
 * A cause of these, or one that a scenario and a diagnoser outside this project agree on: `x-` and a
 * state, `x-licence-expired`.
 */
export type Cause = KnownCause | `x-${string}`;

export const isKnownCause = (cause: string): cause is KnownCause => Object.hasOwn(causes, cause);

export const isCause = (cause: string): cause is Cause =>
  isKnownCause(cause) || new RegExp(ownCause.pattern).test(cause);

/** What a cause means, as a sentence. */
export const causeText = (cause: Cause): string =>
  isKnownCause(cause) ? causes[cause] : 'A cause outside the vocabulary of badconn.';

const ownCause = {
  type: 'string',
  pattern: '^x-[a-z0-9]+(-[a-z0-9]+)*$',
  description: 'A cause outside the vocabulary.',
} as const;

/** The JSON Schema of a cause. */
export const causeSchema = {
  anyOf: [{ enum: Object.keys(causes) as KnownCause[] }, ownCause],
} as const;

/** The JSON Schema of a cause, or of a word in its place. */
export const causeOr = <const Word extends string>(...words: Word[]) =>
  ({ anyOf: [{ enum: [...(Object.keys(causes) as KnownCause[]), ...words] }, ownCause] }) as const;

/** What mends each cause. The documented remedy of every scenario is in the row of its cause. */
export const remediesOf = {
  'not-listening': ['start-service'],
  'wrong-port': ['use-right-port'],
  'dns-wrong-server': ['correct-record'],
  'hosts-file-override': ['correct-hosts-file'],
  'name-does-not-exist': ['correct-record', 'use-right-address'],
  'search-domain-missing': ['correct-search-list', 'use-right-address'],
  'known-to-another-resolver': ['forward-zone', 'mend-resolver'],
  'own-resolver': ['ask-system', 'correct-record'],
  'no-address': ['correct-record', 'use-right-address'],
  'blocked-answer': ['unblock-answer', 'correct-record', 'correct-hosts-file'],
  'server-failure': ['mend-resolver'],
  'resolver-silent': ['mend-resolver'],
  'resolver-not-listening': ['mend-resolver'],
  'cdn-in-path': ['bypass-edge'],
  'wrong-host': ['use-right-address'],
  'loopback-bind': ['listen-on-all-addresses'],
  'localhost-other-family': ['use-right-address', 'listen-on-all-addresses'],
  'bound-elsewhere': ['listen-on-all-addresses', 'use-right-address'],
  'ipv6-only-bind': ['listen-on-all-addresses', 'use-right-address'],
  'forwarded-to-closed-port': ['start-service', 'listen-on-all-addresses', 'correct-forward'],
  'no-backend': ['start-service', 'mend-service', 'correct-forward'],
  'firewall-reject': ['open-port'],
  'firewall-reject-reset': ['open-port'],
  'router-reject': ['open-port-in-front'],
  'host-firewall-drop': ['open-port'],
  'security-group': ['open-port-in-front'],
  'control-panel-firewall': ['open-port'],
  'reply-dropped': ['open-port'],
  'no-return-route': ['fix-route'],
  'accept-queue-full': ['accept-faster'],
  'reverse-path-filter': ['fix-route', 'loosen-reverse-path-filter'],
  'connection-table-full': ['enlarge-connection-table', 'hold-fewer-connections'],
  'rate-limit': ['raise-limit', 'hold-fewer-connections'],
  'banned-client': ['unban-client'],
  'host-down': ['start-host', 'use-right-address'],
  'host-down-same-lan': ['start-host', 'use-right-address'],
  'gateway-down': ['fix-client-route', 'start-host'],
  'wrong-neighbour': ['correct-neighbour'],
  'client-firewall': ['open-client-firewall'],
  'no-route': ['fix-client-route', 'use-right-address'],
  'router-has-no-route': ['fix-route', 'use-right-address'],
  'one-address-dead': ['correct-record', 'start-host', 'use-right-address'],
  'ipv6-broken': ['correct-record', 'fix-route', 'use-right-address', 'listen-on-all-addresses'],
  'private-ip-other-lan': ['use-right-address'],
  'ports-held': ['widen-port-range', 'hold-fewer-connections'],
  'time-wait-flood': ['reuse-time-wait', 'widen-port-range', 'hold-fewer-connections'],
  'descriptors-used-up': ['raise-descriptor-limit', 'hold-fewer-connections'],
  'ipv6-off': ['switch-on-ipv6', 'use-right-address'],
  'client-proxy-gone': ['bypass-proxy'],
  'client-proxy-denies': ['allow-port-in-proxy', 'bypass-proxy'],
  'client-proxy-cannot-connect': ['start-service', 'open-port', 'bypass-proxy'],
  'client-proxy-silent': ['mend-proxy', 'bypass-proxy'],
  'client-proxy-authentication': ['log-in-to-proxy', 'bypass-proxy'],
  'proxy-ignored': ['go-by-proxy'],
  'transparent-proxy-gone': ['remove-redirect'],
  'idle-timeout': ['send-keepalives', 'lengthen-idle-timeout'],
  'keep-alive-race': ['close-idle-sooner', 'keep-idle-longer'],
  'closed-when-idle': ['send-keepalives', 'keep-idle-longer'],
  'pong-missing': ['answer-pings'],
  'message-too-large': ['take-larger-messages', 'send-smaller-messages'],
  'certificate-expired': ['renew-certificate'],
  'certificate-not-yet-valid': ['renew-certificate'],
  'client-clock-wrong': ['set-clock'],
  'certificate-untrusted': ['renew-certificate', 'trust-authority'],
  'tls-intercepted': ['trust-authority', 'bypass-proxy'],
  'chain-incomplete': ['send-chain'],
  'certificate-wrong-name': ['renew-certificate', 'use-right-address'],
  'plain-client': ['use-tls'],
  'plain-server': ['serve-tls', 'use-right-port'],
  'version-too-old': ['update-tls'],
  'no-shared-cipher': ['offer-ciphers', 'renew-certificate'],
  'client-certificate-required': ['give-certificate'],
  'name-refused': ['serve-name', 'use-right-address'],
  'name-blocked': ['unblock-name'],
  'websocket-to-http': ['serve-websocket', 'use-right-port', 'use-http-client'],
  'websocket-to-raw-tcp': ['serve-websocket', 'use-right-port'],
  'workerman-wrong-scheme': ['serve-websocket', 'use-right-port'],
  'http-to-websocket': ['use-websocket-client'],
  'another-program': ['free-port', 'use-right-port'],
  'http2-only': ['serve-http1', 'use-http2-client'],
  'proxy-protocol-expected': ['agree-on-proxy-protocol', 'use-right-port'],
  'proxy-protocol-unexpected': ['agree-on-proxy-protocol'],
  'upgrade-stripped': ['pass-upgrade'],
  'bad-gateway': ['start-service', 'correct-upstream'],
  'upstream-closes': ['mend-service', 'correct-upstream'],
  'gateway-timeout': ['mend-service', 'correct-upstream'],
  'no-server-available': ['start-service', 'mend-service', 'correct-upstream'],
  'edge-cannot-reach-origin': ['start-service', 'open-port', 'correct-upstream'],
  'service-failing': ['mend-service'],
  'wrong-path': ['use-right-url'],
  redirected: ['use-right-url'],
  'origin-refused': ['allow-origin'],
  'token-required': ['send-credentials'],
  'subprotocol-missing': ['offer-subprotocol'],
  'host-not-served': ['use-right-address', 'serve-host'],
  'socket-io-without-query': ['use-right-url', 'use-right-client'],
  'server-stopped': ['continue-service', 'start-service'],
  'worker-stopped': ['continue-service', 'start-service', 'mend-service'],
  'server-stalled': ['mend-service', 'start-service'],
  'mtu-black-hole': ['let-sizes-be-told'],
  'closed-after-accept': ['mend-service'],
  'reset-after-accept': ['mend-service'],
  'cut-in-the-middle': ['mend-service'],
  'server-full': ['take-more-clients', 'hold-fewer-connections'],
  'source-not-allowed': ['admit-client'],
  'captive-portal': ['sign-in'],
} as const satisfies Record<KnownCause, readonly RemedyAction[]>;
