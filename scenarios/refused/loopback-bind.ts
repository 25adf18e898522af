import { amongMachines, defineScenario, rebind, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server listens on a loopback address only, so no other machine can reach it',
  documented: 'Connection Refuse, 7',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: rebind('server', 'loopback'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'loopback-bind',
  clientSees: 'refusedByTarget',
  remedy: {
    action: 'listen-on-all-addresses',
    advice:
      'Listen on 0.0.0.0, or :: for IPv6, so that local, LAN and outside clients all reach the service.',
    change: rebind('server', 'all'),
  },
  lesson: {
    why: 'A socket that is bound to 127.0.0.1 takes only what is sent to 127.0.0.1, and one that is bound to ::1 only what is sent to ::1. For a SYN to any other address of the machine the kernel finds no listener, and answers with a reset.',
    tellApart:
      'From outside it is the same reset as for a stopped service. On the server, ss -ltn shows the listener with 127.0.0.1 or [::1] in front of the port.',
    hints: [
      'Does the service answer when you ask it on the server itself?',
      'On the server, look at the address in front of the port: ss -ltn',
    ],
    see: ['RFC 9293, 3.10.7.1', 'ip(7), INADDR_LOOPBACK'],
  },
});
