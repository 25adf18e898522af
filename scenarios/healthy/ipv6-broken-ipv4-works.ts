import {
  breakIpv6,
  client,
  defineScenario,
  routed,
  router,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'IPv6 leads nowhere, and the client goes on to IPv4',
  topology: withResolver(
    routed({ client: client(), router: router(), server: server(webSocket()) }),
  ),
  target: 'ws://server/',
  harmless: breakIpv6('client', 'router', 'resolver'),
  symptom: 'connected',
  wire: { client: 'SYN > nothing + SYN > SYN-ACK', server: 'SYN > SYN-ACK' },
  cause: 'none',
  lesson: {
    why: 'A client that has an IPv6 address prefers IPv6. One that tries both families a quarter of a second apart (happy eyeballs) loses that time, and connects over IPv4.',
    tellApart:
      'The connection stands, a little late. A client that tries one address alone fails here, so IPv6 wants mending all the same.',
    hints: ['Over which family does it connect? ss -tn', 'nc -4zv NAME PORT; nc -6zv NAME PORT'],
    see: ['RFC 8305, 5', 'RFC 6724', 'gai.conf(5)'],
  },
});
