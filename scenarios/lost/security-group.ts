import {
  behindRouter,
  defineScenario,
  openPortInFront,
  setSecurityGroup,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network in front of the server is closed while a connection stands',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), setSecurityGroup('router')],
  when: 'connected',
  symptom: { at: 'stay', code: 'silence' },
  wire: { client: 'SYN > SYN-ACK > data > nothing', server: 'SYN > SYN-ACK > data' },
  anew: { at: 'connect', code: 'silence' },
  cause: 'security-group',
  clientSees: 'silentButAlive',
  twin: 'healthy/idle-connection',
  remedy: {
    action: 'open-port-in-front',
    advice: 'Let the port in where the network of the server begins: in the console of the cloud.',
    change: openPortInFront('router'),
  },
  lesson: {
    why: 'A list that looks at each packet by itself cuts connections that stand, too: from then on nothing of them arrives. One that follows connections would let them go on to their end.',
    tellApart:
      'The client sends its message again and again, as with a firewall of the server. On the server the capture stays empty from the change on; with a firewall of its own each of these packets would be in it.',
    hints: [
      'No FIN and no reset came. Who can make a connection silent without a word?',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'Nothing arrives: then which list of open ports lies before the server, and who has changed it?',
    ],
    see: ['tcp(7), tcp_retries2', 'packet(7)', 'tcpdump(8)'],
  },
});
