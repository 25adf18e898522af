import {
  client,
  defineScenario,
  lan,
  machine,
  rebind,
  tryFirstAddress,
  useLoopback,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title:
    'The name localhost leads to ::1, and the service of the same machine listens on 127.0.0.1 only',
  topology: lan({ client: client({ service: webSocket() }), other: machine() }),
  target: 'ws://client/',
  vary: { ipVersion: [4] },
  fault: [
    tryFirstAddress('client'),
    rebind('client', 'loopback'),
    useLoopback('client', 'localhost'),
  ],
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'localhost-other-family',
  twin: 'healthy/localhost',
  remedy: {
    action: 'use-right-address',
    advice:
      'Use 127.0.0.1 in the URL, or let the service listen on both: on localhost of either IP version, or on all addresses.',
    change: useLoopback('client', '127.0.0.1'),
  },
  lesson: {
    why: 'localhost has two addresses, ::1 and 127.0.0.1, and which comes first differs by system and program: Node takes the order of getaddrinfo since 17, browsers and curl try both. A service that was given one of them listens on that alone.',
    tellApart:
      'The error names ::1 (or 127.0.0.1), and the same port answers at the other. Programs that try both have no trouble.',
    hints: [
      'Which address does the error name?',
      'nc -4zv localhost PORT; nc -6zv localhost PORT',
      'Where does the service listen? ss -ltn',
    ],
    see: ['RFC 6761, 6.3', 'RFC 6724', 'Node.js, dns.lookup, verbatim'],
  },
});
