/**
 * How far a connection gets, in the order in which it passes them. An attempt that fails does so at
 * one of these; one that is well stands at the last.
 */
export const stages = {
  name: 'The name of the host is resolved to addresses (getaddrinfo(3)).',
  local:
    'The machine itself lets the connection begin: a free port, a descriptor, a route and rules of its own. Nothing has been sent yet.',
  connect: 'The TCP connection comes about (RFC 9293, 3.5).',
  proxy: 'The proxy that the client is set to use is reached, and opens the way (RFC 9110, 9.3.6).',
  tls: 'The TLS handshake is finished, and the certificate is believed (RFC 8446).',
  upgrade:
    'The server agrees to speak: it accepts the upgrade to WebSocket (RFC 6455, 4), or answers the HTTP request itself: with a page, or that it is elsewhere, not there or not for everybody (RFC 9110, 15).',
  exchange: 'A first question is answered: a message comes back, or the content of the response.',
  stay: 'The connection stands, and goes on to stand.',
} as const;

export type Stage = keyof typeof stages;
