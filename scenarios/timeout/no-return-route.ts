import {
  behindRouter,
  defineScenario,
  giveRoutes,
  loseRoutes,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The SYN arrives, and the server has no route back to the client',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), loseRoutes('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'no-return-route',
  clientSees: 'silent',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'fix-route',
    advice: 'Give the server a route to the network of the client, or a default route.',
    change: giveRoutes('server'),
  },
  lesson: {
    why: 'The way there and the way back are two. A server that knows no way to the network of the client takes the SYN and cannot send its answer: its kernel counts that, and tells nobody.',
    tellApart:
      'Machines on the network of the server reach it; whoever is beyond a router does not, on any port, nor by ping. On the server the SYN arrives, and ip route get with the address of the client says unreachable.',
    hints: [
      'Who reaches the server, and who does not?',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'Which way would the answer go? ip route get CLIENT',
    ],
    see: ['ip-route(8)', 'RFC 1812, 5.2', 'RFC 1213, ipOutNoRoutes'],
  },
});
