// A table, and as long as there are actions: each with what it touches and what it risks.

/** What a remedy may do to others where the cause does not lie there. */
export const risks = {
  nothing: 'does no harm, at worst it is useless',
  exposes: 'opens to others what was closed to them',
  interrupts: 'cuts off those who use it now',
  misdirects: 'leads others to the wrong machine',
  weakens: 'takes a protection away',
} as const;

export type Risk = keyof typeof risks;

/** What a remedy changes. `client settings` are the client's own view of things, `client trust` whom it believes. */
export type Part =
  | 'nothing'
  | 'client settings'
  | 'client trust'
  | 'client kernel'
  | 'name records'
  | 'resolver'
  | 'server host'
  | 'server process'
  | 'server binding'
  | 'server firewall'
  | 'network in front'
  | 'proxy'
  | 'route';

interface ActionEffect {
  /** One imperative sentence. */
  does: string;
  touches: Part;
  /** The worst reading counts: a start may be a restart. */
  risks: Risk;
}

/**
 * What a remedy does, in a word that a judge can read. The advice around it is for people. What
 * would do harm in a case follows from `touches`, `risks` and `remediesOf` (cause.ts).
 */
export const remedyActions = {
  'start-service': {
    does: 'Start the service.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'use-right-port': {
    does: 'Connect to the port on which the service listens.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'correct-record': {
    does: 'Give the DNS record of the name the address of the server.',
    touches: 'name records',
    risks: 'misdirects',
  },
  'correct-hosts-file': {
    does: 'Take the line for the name out of the hosts file of the client.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'mend-resolver': {
    does: 'Make the resolver answer: start it, let the client in to its port 53, or use another.',
    touches: 'resolver',
    risks: 'interrupts',
  },
  'correct-search-list': {
    does: 'Put the domain of the name into the search list of the client, or use the whole name.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'forward-zone': {
    does: 'Have the resolver pass questions for the zone on to the one that knows it, or the client ask that one for it.',
    touches: 'resolver',
    risks: 'interrupts',
  },
  'ask-system': {
    does: 'Have the program ask the system for the address of a name (getaddrinfo(3)).',
    touches: 'client settings',
    risks: 'nothing',
  },
  'unblock-answer': {
    does: 'Take the name off the list of what the resolver blocks, or use a resolver without such a list.',
    touches: 'resolver',
    risks: 'weakens',
  },
  'bypass-edge': {
    does: "Use a port that the accelerator carries, or a name or address of the server's own.",
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-right-address': {
    does: 'Connect to an address or a name by which the machine with the service can be reached.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'listen-on-all-addresses': {
    does: 'Make the service listen on 0.0.0.0 (or :: for both families).',
    touches: 'server binding',
    risks: 'exposes',
  },
  'correct-forward': {
    does: 'Let the forwarding of the port lead to where the service listens.',
    touches: 'network in front',
    risks: 'misdirects',
  },
  'open-port': {
    does: 'Let the port through a firewall.',
    touches: 'server firewall',
    risks: 'exposes',
  },
  'open-port-in-front': {
    does: 'Open the port in the security group, the cloud console or the router.',
    touches: 'network in front',
    risks: 'exposes',
  },
  'widen-port-range': {
    does: 'Widen net.ipv4.ip_local_port_range on the client.',
    touches: 'client kernel',
    risks: 'nothing',
  },
  'reuse-time-wait': {
    does: 'Set net.ipv4.tcp_tw_reuse=1 on the client.',
    touches: 'client kernel',
    // TIME_WAIT keeps old segments out of new connections (RFC 9293, 3.6.1; RFC 6191).
    risks: 'weakens',
  },
  'raise-descriptor-limit': {
    does: 'Raise the limit of open descriptors of the program, or close those that it does not need.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'switch-on-ipv6': {
    does: 'Switch IPv6 on on the client (net.ipv6.conf.all.disable_ipv6=0).',
    touches: 'client kernel',
    risks: 'nothing',
  },
  'hold-fewer-connections': {
    does: 'Keep fewer connections open, or reuse the ones that are open.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'renew-certificate': {
    does: 'Give the server a certificate that is valid now and has the name that clients use.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'send-chain': {
    does: 'Have the server send the certificates of its authorities along with its own.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'trust-authority': {
    does: 'Have the client trust the authority that signed the certificate.',
    touches: 'client trust',
    risks: 'weakens',
  },
  'set-clock': {
    does: 'Set the clock of the client, and have NTP keep it.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-tls': {
    does: 'Connect with TLS: wss:// or https:// in place of ws:// or http://.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'serve-tls': {
    does: 'Have the server speak TLS on this port.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'update-tls': {
    does: 'Have the server speak TLS 1.2 or 1.3.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'offer-ciphers': {
    does: 'Have the server offer cipher suites that go with its certificate.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'give-certificate': {
    does: 'Give the client a certificate that the server accepts.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'serve-name': {
    does: 'Have the server serve TLS for the name that clients use.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'unblock-name': {
    does: 'Have the network in the way let the name through.',
    touches: 'network in front',
    risks: 'exposes',
  },
  'serve-websocket': {
    does: 'Make the server speak WebSocket on this port.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'use-websocket-client': {
    does: 'Use a WebSocket client (ws:// or wss://) for this port.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-http-client': {
    does: 'Use an HTTP client (http:// or https://) for this port.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-right-url': {
    does: 'Connect to the URL at which the service is: its scheme, path and query.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-right-client': {
    does: 'Use the client library of the protocol that the server speaks.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'use-http2-client': {
    does: 'Use a client that speaks HTTP/2 from the first byte (RFC 9113, 3.3).',
    touches: 'client settings',
    risks: 'nothing',
  },
  'serve-http1': {
    does: 'Make the server speak HTTP/1.1 on this port as well.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'close-idle-sooner': {
    does: 'Have the client give up an idle connection before the server does, and ask once more where that fails.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'keep-idle-longer': {
    does: 'Let the server keep idle connections for longer than its clients do.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'send-credentials': {
    does: 'Send the credentials that the server wants.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'offer-subprotocol': {
    does: 'Offer the subprotocol that the server speaks.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'allow-origin': {
    does: 'Let the server take WebSockets from pages of this origin.',
    touches: 'server process',
    risks: 'weakens',
  },
  'serve-host': {
    does: 'Let the web server serve the name that clients use.',
    touches: 'proxy',
    risks: 'interrupts',
  },
  'pass-upgrade': {
    does: 'Let the proxy in front of the service pass the upgrade to WebSocket on.',
    touches: 'proxy',
    risks: 'interrupts',
  },
  'correct-upstream': {
    does: 'Let the proxy in front of the service lead to where the service is.',
    touches: 'proxy',
    risks: 'misdirects',
  },
  'agree-on-proxy-protocol': {
    does: 'Let both the load balancer and the server speak PROXY protocol, or neither.',
    touches: 'proxy',
    risks: 'interrupts',
  },
  'free-port': {
    does: 'Give the port back to the service: move or end the program that has it, and start the service.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'mend-service': {
    does: 'Mend what keeps the service from answering, as its log says; or start it again.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'continue-service': {
    does: 'Let the stopped process go on (SIGCONT).',
    touches: 'server process',
    risks: 'nothing',
  },
  'take-more-clients': {
    does: 'Raise the limit of clients of the service.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'admit-client': {
    does: 'Let the service admit the address of the client, by its own list of those that may connect.',
    touches: 'server process',
    risks: 'exposes',
  },
  'sign-in': {
    does: 'Sign in to the network: open a page by http:// in a browser.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'fix-route': {
    does: 'Give the server a route back to the client.',
    touches: 'route',
    risks: 'interrupts',
  },
  'fix-client-route': {
    does: 'Give the client a route to the address, through a gateway that answers.',
    touches: 'client kernel',
    risks: 'nothing',
  },
  'correct-neighbour': {
    does: 'Delete the permanent entry of the client, so that it asks for the hardware address again.',
    touches: 'client kernel',
    risks: 'nothing',
  },
  'open-client-firewall': {
    does: "Let the connection out, and its answers in, through the client's own firewall.",
    touches: 'client kernel',
    risks: 'weakens',
  },
  'loosen-reverse-path-filter': {
    does: 'Set net.ipv4.conf.INTERFACE.rp_filter=2 on the server.',
    touches: 'server host',
    risks: 'weakens',
  },
  'enlarge-connection-table': {
    does: 'Raise net.netfilter.nf_conntrack_max where the table is full.',
    touches: 'server host',
    risks: 'nothing',
  },
  'raise-limit': {
    does: 'Raise the limit of the firewall rule.',
    touches: 'server firewall',
    risks: 'weakens',
  },
  'unban-client': {
    does: 'Take the ban of this one address back.',
    touches: 'server firewall',
    risks: 'weakens',
  },
  'accept-faster': {
    does: 'Make the service accept its connections, or give it a longer queue.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'start-host': {
    does: 'Start the machine, or use the address of one that runs.',
    touches: 'server host',
    risks: 'interrupts',
  },
  'bypass-proxy': {
    does: "Unset the client's proxy settings, or list the server in NO_PROXY.",
    touches: 'client settings',
    risks: 'nothing',
  },
  'mend-proxy': {
    does: 'Make the proxy of the client answer: start it, or let it go on.',
    touches: 'proxy',
    risks: 'interrupts',
  },
  'log-in-to-proxy': {
    does: 'Give the client the credentials that its proxy wants.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'go-by-proxy': {
    does: 'Have the program use the proxy that the network wants it to use.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'allow-port-in-proxy': {
    does: 'Let the proxy connect to the port.',
    touches: 'proxy',
    risks: 'exposes',
  },
  'remove-redirect': {
    does: 'Take away the redirect on the client, or start the proxy that it leads to.',
    touches: 'client kernel',
    risks: 'weakens',
  },
  'send-keepalives': {
    does: 'Send something on an idle connection more often than it is forgotten: a ping, a TCP keep-alive.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'answer-pings': {
    does: 'Let the client answer the pings of the server: nothing may keep its event loop busy, or take pings out on the way.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'send-smaller-messages': {
    does: 'Send messages that are no larger than the other end takes.',
    touches: 'client settings',
    risks: 'nothing',
  },
  'take-larger-messages': {
    does: 'Have the server, or what stands in front of it, take larger messages.',
    touches: 'server process',
    risks: 'interrupts',
  },
  'lengthen-idle-timeout': {
    does: 'Let the firewall in the way remember idle connections for longer.',
    touches: 'network in front',
    // Its table may run full.
    risks: 'weakens',
  },
  'let-sizes-be-told': {
    does: 'Let ICMP "fragmentation needed" and "packet too big" through, or clamp the MSS of TCP to what the way takes.',
    touches: 'network in front',
    risks: 'nothing',
  },
  'look-further': {
    does: 'Gather more evidence first; nothing is to be changed yet.',
    touches: 'nothing',
    risks: 'nothing',
  },
} as const satisfies Record<string, ActionEffect>;

export type RemedyAction = keyof typeof remedyActions;
