import {
  client,
  defineScenario,
  forwardPort,
  routed,
  router,
  server,
  useHost,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A router leads the port of its own address to the server, and the connection works',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [useHost('client', 'router'), forwardPort('router')],
  symptom: 'connected',
  // At the server they are packets to its own address.
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  cause: 'none',
  lesson: {
    why: 'Behind a router with one public address the server has an address of the inside, and clients use that of the router. It puts the address of the server in place of its own, and takes it back in what is answered.',
    tellApart:
      'The address that the client uses is none of the server, and the service answers all the same. Another address than that of the server is no fault by itself.',
    hints: [
      'Has the server the address that the client uses? ip addr',
      'On the router: iptables -t nat -S PREROUTING',
    ],
    see: ['RFC 3022', 'iptables-extensions(8), DNAT'],
  },
});
