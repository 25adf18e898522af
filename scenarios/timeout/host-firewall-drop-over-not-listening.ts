import {
  behindRouter,
  defineScenario,
  dropPackets,
  openPort,
  startService,
  stopService,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule discards the SYN, and behind it the service is not running',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), dropPackets('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'host-firewall-drop',
  clientSees: 'silentButAlive',
  remedy: {
    action: 'open-port',
    advice: 'Let the port in, before the rule that discards it.',
    change: openPort('server'),
  },
  beneath: [
    {
      fault: stopService('server'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'not-listening',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'start-service',
        advice: 'Start the service, and see to it that it starts again with the machine.',
        change: startService('server'),
      },
    },
  ],
  lesson: {
    why: 'The firewall takes the SYN away before TCP sees it, so nothing shows that no socket would take it. Once the port is open the kernel answers with a reset: another error, and a step further.',
    tellApart:
      'The rule counts the SYN; the list of listening sockets has no line for the port. Both are in one report of the server. From the client the second is hidden until the first is mended.',
    hints: [
      'Which error did you see before you opened the port, and which after?',
      'A refusal in place of silence: who answers now?',
      'On the server: iptables -L INPUT -v -n, and then ss -ltn',
    ],
    see: ['RFC 9293, 3.10.7.1', 'iptables-extensions(8)', 'ss(8)'],
  },
});
