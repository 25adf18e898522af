import {
  client,
  defineScenario,
  openPortInFront,
  routed,
  router,
  server,
  setSecurityGroup,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network in front of the server lets in some ports, this one too, and discards others',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [setSecurityGroup('router'), openPortInFront('router')],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A list of open ports is there to be short. Ping is not on it, nor is any port that nobody needs.',
    tellApart:
      'A scan shows silence nearly everywhere. The port that matters answers, and that is all that matters.',
    hints: ['Scan a few ports of the server. Which of them does the client need?'],
    see: ['RFC 2979', 'nmap(1), filtered'],
  },
});
