import {
  behindRouter,
  defineScenario,
  dropPackets,
  openPort,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule that comes while a connection stands discards its packets',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), dropPackets('server')],
  when: 'connected',
  symptom: { at: 'stay', code: 'silence' },
  wire: 'SYN > SYN-ACK > data > nothing',
  anew: { at: 'connect', code: 'silence' },
  cause: 'host-firewall-drop',
  clientSees: 'silentButAlive',
  twin: 'healthy/idle-connection',
  remedy: {
    action: 'open-port',
    advice: 'Let the port in, before the rule that discards it.',
    change: openPort('server'),
  },
  lesson: {
    why: 'A connection is a state of its two ends: a rule in between, or before one of them, ends nothing. What the client sends is discarded and sent again, for a quarter of an hour with the defaults of Linux; as long as nothing is sent, nobody notices.',
    tellApart:
      'No FIN and no reset came, and the next message has no answer. A new connection that is met by silence as well shows that it is no matter of this connection; on the server, the counter of a rule rises with each message that is sent again.',
    hints: [
      'The connection still stands, says ss -tn on the client. What does that prove?',
      'How often was the last message sent again? ss -tni shows it',
      'On the server, do the packets arrive, and which rule counts them? iptables -L INPUT -v -n',
    ],
    see: ['tcp(7), tcp_retries2', 'RFC 9293, 3.8', 'iptables-extensions(8)'],
  },
});
