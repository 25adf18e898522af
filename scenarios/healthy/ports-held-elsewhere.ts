import {
  client,
  defineScenario,
  holdPorts,
  lan,
  server,
  shrinkPortRange,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Every local port of the client is held towards another server, and this one is reached',
  topology: lan({
    client: client(),
    server: server(webSocket()),
    other: server(webSocket()),
  }),
  target: 'ws://server/',
  harmless: [shrinkPortRange('client'), holdPorts('client', 'other')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'Ports run out for one destination at a time. A connection is told apart by both addresses and both ports, so a local port that is in use towards one server is free towards the next.',
    tellApart:
      'Count the connections to this server, not all of them. The other one is out of reach for this client, and only for it.',
    hints: [
      'How many connections are there, and to whom? ss -tan',
      'Connect to the other server from the same client, and compare.',
    ],
    see: ['RFC 9293, 3.3.1', 'net/ipv4/inet_hashtables.c, __inet_hash_connect'],
  },
});
