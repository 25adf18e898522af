import {
  client,
  defineScenario,
  routed,
  router,
  server,
  useHost,
  webSocket,
  withInnerNetwork,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client uses an inner address of the server, and is in that network itself',
  topology: withInnerNetwork(
    routed({
      client: client({ byDefaultRoute: true }),
      router: router(),
      server: server(webSocket()),
    }),
    'client',
    'server',
  ),
  target: 'ws://server/',
  vary: { ipVersion: [4] },
  harmless: useHost('client', 'server', 'inner address'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A server has an address on each network that it is in. Whoever is in the same network may use the inner one; it is often the shorter way.',
    tellApart:
      'Another address than the known one is no fault by itself. What counts is whether a route leads to it.',
    hints: ['Which way does the client send it? ip route get ADDRESS'],
    see: ['RFC 1918, 3', 'ip-route(8)'],
  },
});
