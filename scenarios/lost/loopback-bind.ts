import { amongMachines, defineScenario, rebind, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title:
    'The service is started anew while a connection stands, and listens on a loopback address only',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: rebind('server', 'loopback'),
  when: 'connected',
  symptom: { at: 'stay', code: 'close 1006' },
  wire: 'SYN > SYN-ACK > data > FIN',
  anew: { at: 'connect', code: 'ECONNREFUSED' },
  cause: 'loopback-bind',
  clientSees: 'closedThenRefused',
  remedy: {
    action: 'listen-on-all-addresses',
    advice:
      'Listen on 0.0.0.0, or :: for IPv6, so that local, LAN and outside clients all reach the service.',
    change: rebind('server', 'all'),
  },
  lesson: {
    why: 'A new release came with another setting. The old process ended, and its connections with it; the new one listens where no other machine reaches it, so clients that connect again are refused.',
    tellApart:
      'From outside it is the same as a service that has ended and stays away. On the server, ss -ltn shows the listener with 127.0.0.1 or [::1] in front of the port.',
    hints: [
      'The connection was closed, and a new one is refused. Has the service ended?',
      'Does it answer when you ask it on the server itself?',
      'On the server, see the address before the port: ss -ltn',
    ],
    see: ['ip(7), INADDR_LOOPBACK', 'ss(8)', 'RFC 9293, 3.6'],
  },
});
