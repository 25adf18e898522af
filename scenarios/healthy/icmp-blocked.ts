import {
  client,
  defineScenario,
  dropIcmp,
  routed,
  router,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server cannot be pinged, and the connection works all the same',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [dropIcmp('router'), dropIcmp('server')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'Ping is ICMP, the connection is TCP, and firewalls treat them apart. Many networks discard ICMP and carry TCP well.',
    tellApart:
      'A host that does not answer a ping may be up. Only the port itself tells of the port.',
    hints: ['Ping the server. Then connect to it. Which of the two matters?'],
    see: ['RFC 4890', 'RFC 792'],
  },
});
