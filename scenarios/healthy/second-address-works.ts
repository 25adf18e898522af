import {
  addDeadAddress,
  client,
  defineScenario,
  routed,
  router,
  server,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name has two addresses, the first is dead, and the client goes on to the second',
  topology: withResolver(
    routed({ client: client(), router: router(), server: server(webSocket()) }),
  ),
  target: 'ws://server/',
  harmless: addDeadAddress('resolver'),
  symptom: 'connected',
  wire: { client: 'SYN > nothing + SYN > SYN-ACK', server: 'SYN > SYN-ACK' },
  cause: 'none',
  lesson: {
    why: 'A client of today tries the addresses of a name one after the other, a quarter of a second apart, and takes the first that answers (happy eyeballs). A dead one costs time, and no connection.',
    tellApart:
      'The connection stands, a little late. A client that tries the first address alone fails here, so the record wants mending all the same.',
    hints: ['How many addresses has the name? getent ahosts NAME', 'Try each of them by itself.'],
    see: ['RFC 8305, 5', 'RFC 6724'],
  },
});
