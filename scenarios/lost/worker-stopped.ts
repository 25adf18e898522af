import {
  continueService,
  defineScenario,
  pauseWorker,
  webSocket,
  workersBehindRouter,
} from '../../harness/index.ts';

export default defineScenario({
  title:
    'One of the processes that serve the port is stopped, and with it the connections that it has',
  topology: workersBehindRouter(webSocket()),
  target: 'ws://server/',
  fault: pauseWorker('server'),
  when: 'connected',
  idleMs: 2600,
  symptom: { at: 'stay', code: 'silence' },
  wire: 'SYN > SYN-ACK > data',
  anew: 'connected',
  cause: 'worker-stopped',
  clientSees: 'forgottenOrStuck',
  twin: 'healthy/websocket-through-nginx',
  remedy: {
    action: 'continue-service',
    advice:
      'Let the process go on: kill -CONT PID; one that is stuck is to be started anew. See who stopped it: a debugger, a script, kill -STOP.',
    change: continueService('server'),
  },
  lesson: {
    why: 'Several processes share the port, and each keeps the connections that it has accepted. One that is stopped answers none of them, while its kernel goes on acknowledging what comes. New connections go to the others, where all take from one queue (nginx, gunicorn, php-fpm); with SO_REUSEPORT each has a queue of its own, and its part of the new connections hangs as well.',
    tellApart:
      'A new connection works, so nothing seems to be wrong. What was sent on the lost one was acknowledged, which a firewall that has forgotten it does not let happen. On the server one process of several has the state T, and bytes wait in its socket.',
    hints: [
      'A new connection works. Who has the one that is lost?',
      'Is what the client sends acknowledged? ss -tno dst SERVER shows a timer where it is not',
      'On the server: ps -o pid,stat,comm, the state T',
      'On the server: ss -tnp state established, the column Recv-Q of the process',
    ],
    see: ['signal(7), SIGSTOP', 'socket(7), SO_REUSEPORT', 'ps(1), PROCESS STATE CODES'],
  },
});
