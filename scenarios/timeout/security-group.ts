import {
  behindRouter,
  defineScenario,
  openPortInFront,
  setSecurityGroup,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The network in front of the server discards the SYN, and the server never sees it',
  documented: 'Connection Timeout, 2',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), setSecurityGroup('router')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  cause: 'security-group',
  clientSees: 'silentButAlive',
  twin: 'healthy/behind-security-group',
  remedy: {
    action: 'open-port-in-front',
    advice: 'Let the port in where the network of the server begins: in the console of the cloud.',
    change: openPortInFront('router'),
  },
  lesson: {
    why: 'A security group is a list of what may come in, kept by the network and not by the server. What is not on it is discarded on the way, so nothing on the server can show it, nor mend it.',
    tellApart:
      'Ssh works, and the port is silent, as with a firewall of the server itself. On the server the capture stays empty while the client tries; with a firewall of its own the SYN would be in it.',
    hints: [
      'Does the machine answer on another port?',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'Nothing arrives: then which list of open ports lies before the server?',
    ],
    see: ['tcp(7), tcp_syn_retries', 'packet(7)', 'tcpdump(8)'],
  },
});
