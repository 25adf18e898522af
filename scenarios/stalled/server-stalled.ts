import { client, defineScenario, lan, odd, serve, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The service takes the connection, and does not come to answer',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: serve('server', odd('mute')),
  symptom: { at: 'upgrade', code: 'silence' },
  wire: 'SYN > SYN-ACK > data',
  cause: 'server-stalled',
  clientSees: 'acceptsInSilence',
  twin: 'healthy/slow-answer',
  remedy: {
    action: 'mend-service',
    advice: 'See what the service waits for, and mend that.',
    change: serve('server', webSocket()),
  },
  lesson: {
    why: 'A service that waits for something else (a database, a lock, a worker that is free) leaves its clients without an answer. The connection stands, for the kernel keeps it.',
    tellApart:
      'From the client it is like a process that is stopped. On the server the process sleeps or works, and its state is not T.',
    hints: [
      'The connection stands and the request was taken. What is the service doing?',
      'On the server: ps -o pid,stat,wchan,comm, and what its log says last',
    ],
    see: ['ps(1), PROCESS STATE CODES', 'RFC 9293, 3.8'],
  },
});
