import {
  client,
  continueService,
  defineScenario,
  lan,
  pauseService,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The process of the service is stopped, and its kernel goes on accepting',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: pauseService('server'),
  symptom: { at: 'upgrade', code: 'silence' },
  wire: 'SYN > SYN-ACK > data',
  cause: 'server-stopped',
  clientSees: 'acceptsInSilence',
  remedy: {
    action: 'continue-service',
    advice:
      'Let the process go on: kill -CONT PID. See who stopped it: Ctrl-Z, a debugger, a script.',
    change: continueService('server'),
  },
  lesson: {
    why: 'A listening socket belongs to the kernel: it completes handshakes and keeps what comes until the program takes it. A program that is stopped takes nothing.',
    tellApart:
      'From the client it is like any service that does not come to answer. On the server the state of the process is T, and connections wait in the queue of the listening socket.',
    hints: [
      'Who accepted the connection: the program, or its kernel?',
      'On the server: ss -ltn, the column Recv-Q of the listening socket',
      'On the server: ps -o pid,stat,comm, the state T',
    ],
    see: ['signal(7), SIGSTOP', 'ps(1), PROCESS STATE CODES', 'listen(2)'],
  },
});
