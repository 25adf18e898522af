import {
  behindRouter,
  defineScenario,
  renumber,
  useHost,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The machine of the server vanishes while a connection stands, without a word',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), renumber('server')],
  when: 'connected',
  symptom: { at: 'stay', code: 'silence' },
  wire: { client: 'SYN > SYN-ACK > data > nothing', server: 'SYN > SYN-ACK > data' },
  anew: { at: 'connect', code: 'silence' },
  cause: 'host-down',
  clientSees: 'silent',
  twin: 'healthy/idle-connection',
  remedy: {
    action: 'start-host',
    advice:
      'Start the machine, or use the address of one that runs; let the client send a ping now and then, so that it notices.',
    change: useHost('client', 'server', 'new address'),
  },
  lesson: {
    why: 'A machine that loses its power, its address or its cable sends no FIN. The client sends again, for a quarter of an hour with the defaults of Linux; one that only listens waits for ever.',
    tellApart:
      'No FIN and no reset came, a new connection has no answer, and nothing else of the machine answers either. With a firewall that was closed something else often does.',
    hints: [
      'The connection still stands, says ss -tn on the client. What does that prove?',
      'Does anything of that machine answer? ping, another port',
      'How would the client notice by itself? tcp(7): TCP_USER_TIMEOUT, tcp_keepalive_time',
    ],
    see: ['tcp(7), tcp_retries2', 'RFC 9293, 3.8.3', 'RFC 6455, 5.5.2'],
  },
});
