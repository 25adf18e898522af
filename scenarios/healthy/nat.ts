import {
  client,
  defineScenario,
  routed,
  router,
  server,
  translateAddresses,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: "A router puts its own address in place of the client's, and the connection works",
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: translateAddresses('router'),
  symptom: 'connected',
  // At the server they are packets of the router.
  wire: { client: 'SYN > SYN-ACK', server: 'nothing sent' },
  cause: 'none',
  lesson: {
    why: 'Behind NAT the server sees the address of the router, and answers to that; the router remembers whose connection it is. For the client nothing is different.',
    tellApart:
      'The server knows the client by another address than the client itself does. That is usual, and no fault.',
    hints: ['Which address does the server see? ss -tn there'],
    see: ['RFC 3022', 'iptables-extensions(8), MASQUERADE'],
  },
});
