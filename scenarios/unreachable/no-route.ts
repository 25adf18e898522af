import {
  behindRouter,
  defineScenario,
  giveRoutes,
  loseRoutes,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client has no route to the network of the server',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: loseRoutes('client'),
  symptom: { at: 'local', code: 'ENETUNREACH' },
  wire: 'nothing sent',
  cause: 'no-route',
  remedy: {
    action: 'fix-client-route',
    advice: 'Give the client a route to the network of the server, or a default route.',
    change: giveRoutes('client'),
  },
  lesson: {
    why: 'connect(2) looks up the way first. Where no route of the client fits the address, not even a default route, it fails at once with ENETUNREACH: the cable is out, the lease of an address is over, a VPN has ended and left nothing behind.',
    tellApart:
      'It comes at once, and no packet leaves. A router that has no route says the same, later, with an ICMP error that a capture shows.',
    hints: [
      'Did a packet leave the client at all?',
      'Which way does the client send it? ip route get SERVER',
      'Has it an address, and a default route? ip -br addr; ip route',
    ],
    see: ['connect(2), ENETUNREACH', 'ip-route(8)', 'RFC 1122, 3.3.1'],
  },
});
