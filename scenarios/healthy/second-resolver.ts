import {
  client,
  defineScenario,
  lan,
  resolver,
  server,
  stopResolver,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The first resolver of the client is not running, and the second answers',
  topology: lan({
    client: client(),
    resolver: resolver(),
    other: resolver(),
    server: server(webSocket()),
  }),
  target: 'ws://server/',
  harmless: stopResolver('resolver'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A resolver that refuses or is silent is passed over, and the next of the list is asked. The name is found, a moment later.',
    tellApart: 'dig @FIRST fails, and getent finds the address.',
    hints: ['Does the system find the name? getent ahosts NAME', 'cat /etc/resolv.conf'],
    see: ['resolv.conf(5), nameserver'],
  },
});
