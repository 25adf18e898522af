import {
  client,
  defineScenario,
  rejectOtherPort,
  routed,
  router,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The firewall of the server rejects another port, and this one is open',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: rejectOtherPort('server'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A rule is for what it names. A REJECT for another port says nothing of this one.',
    tellApart: 'Only an attempt on the port itself tells of the port.',
    hints: ['For which port is the rule? iptables -S INPUT'],
    see: ['iptables(8)', 'iptables-extensions(8), REJECT'],
  },
});
