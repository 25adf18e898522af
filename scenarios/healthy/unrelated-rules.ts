import {
  addUnrelatedRules,
  client,
  defineScenario,
  routed,
  router,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The firewall of the server has two hundred rules against others',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: addUnrelatedRules('server'),
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'Lists of attackers are long, and each of their rules is for one address. A packet of another passes them all.',
    tellApart:
      'None of the rules has the address of the client, and none has counted a packet of it.',
    hints: ['Does one of them concern this client? iptables -S | grep CLIENT'],
    see: ['iptables(8)', 'ipset(8)'],
  },
});
