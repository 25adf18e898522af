import {
  client,
  defineScenario,
  routed,
  router,
  server,
  switchOffIpv6,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server has an IPv4 address, and IPv6 is switched off on the client',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  vary: { ipVersion: [4] },
  harmless: switchOffIpv6('client'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The two families have addresses, routes and rules of their own. A connection over IPv4 needs nothing of IPv6.',
    tellApart: 'The address that the client uses has no colons.',
    hints: ['Which address does the client use? getent ahosts NAME', 'ip -br addr'],
    see: ['ip-sysctl.rst, disable_ipv6', 'RFC 6724'],
  },
});
