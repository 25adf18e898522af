import {
  client,
  configure,
  configureRight,
  defineScenario,
  http,
  lan,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The response of the service ends in the middle',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: configure('server', { cut: 'close' }),
  symptom: { at: 'exchange', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data > FIN',
  forms: {
    closed: {},
    reset: {
      fault: configure('server', { cut: 'reset' }),
      wire: 'SYN > SYN-ACK > data > RST',
    },
  },
  cause: 'cut-in-the-middle',
  twin: 'healthy/slow-answer',
  remedy: {
    action: 'mend-service',
    advice: 'See in the log of the service, and of what stands in front of it, why it breaks off.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'The header promises a number of bytes, and the connection ends before they have come: the service failed while it answered, or something in between gave up. Node calls that "aborted" (ECONNRESET) even where a FIN came, curl error 18.',
    tellApart:
      'The status was 200, so the log of accesses looks well. Count: Content-Length, and what has come (curl: "transfer closed with N bytes remaining to read").',
    hints: [
      'The status is fine. What is missing?',
      'See both numbers: curl -v -o /dev/null http://SERVER:PORT/',
      'Is it the same number each time? Then look for a limit; otherwise for a time.',
    ],
    see: ['RFC 9112, 8', 'curl(1), exit code 18', 'Node.js, http, event aborted'],
  },
});
