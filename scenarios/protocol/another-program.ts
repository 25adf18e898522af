import {
  client,
  defineScenario,
  http,
  lan,
  redis,
  serve,
  server,
  ssh,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Another program than the web server that is meant has the port',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: serve('server', ssh()),
  symptom: { at: 'upgrade', code: 'HPE_INVALID_CONSTANT' },
  wire: 'SYN > SYN-ACK',
  forms: {
    ssh: {},
    Redis: {
      fault: serve('server', redis()),
      symptom: { at: 'upgrade', code: 'ECONNRESET' },
    },
  },
  cause: 'another-program',
  remedy: {
    action: 'free-port',
    advice: 'Move the other program to a port of its own, and start the service.',
    change: serve('server', http()),
  },
  lesson: {
    why: 'A port belongs to whoever was first. The service that comes second ends with EADDRINUSE, and clients meet the first.',
    tellApart:
      'The connection stands and bytes come back that are no HTTP. By its first bytes a program says who it is: SSH-2.0-…, -ERR …',
    hints: [
      'Something answered. In which language?',
      'Listen before you speak: nc SERVER PORT',
      'On the server: ss -ltnp shows which program has the port',
    ],
    see: ['RFC 4253, 4.2', 'bind(2), EADDRINUSE'],
  },
});
