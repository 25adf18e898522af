import {
  client,
  defineScenario,
  giveRoutes,
  loseRoutes,
  routed,
  router,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A router on the way has no route to the network of the server, and says so',
  topology: routed({
    // With a route of its own: by the default route alone a private address, as all are here, is one of elsewhere.
    client: client(),
    router: router(),
    inner: router(),
    server: server(webSocket()),
  }),
  target: 'ws://server/',
  fault: loseRoutes('router'),
  symptom: { at: 'connect', code: 'ENETUNREACH' },
  wire: { client: 'SYN > ICMP 3/0', server: 'nothing sent' },
  cause: 'router-has-no-route',
  remedy: {
    action: 'fix-route',
    advice: 'Give the router a route to the network of the server, or let it learn one again.',
    change: giveRoutes('router'),
  },
  lesson: {
    why: 'Each router looks for the next step on its own. One that finds none discards the packet and tells the sender, with ICMP 3/0, network unreachable (ICMPv6 1/0, no route to destination); Linux makes ENETUNREACH of that.',
    tellApart:
      'The ICMP error comes from a router, so the client does have a route. The server sees no packet, and reaches its own network well.',
    hints: [
      'Did a packet leave the client? Then it has a route.',
      'Who sent the ICMP error? tcpdump -n icmp or icmp6',
      'How far does the way go? tracepath -n SERVER',
    ],
    see: ['RFC 1812, 5.2.7.1', 'RFC 4443, 3.1', 'icmp(7)'],
  },
});
