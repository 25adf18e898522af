import {
  client,
  defineScenario,
  limitConnections,
  routed,
  router,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule limits connections, and the client is far below the limit',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: limitConnections('server', 'wide'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A limit is there for floods. Below it every connection comes about as if the rule were not there.',
    tellApart:
      'The rule that discards what is above the limit has counted nothing. A rule that is only there is no cause.',
    hints: ['Which rules have counted packets while you tried? iptables -L INPUT -v -n'],
    see: ['iptables-extensions(8), limit'],
  },
});
