import {
  behindRouter,
  defineScenario,
  dropPackets,
  openPort,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule on the server discards the SYN and says nothing',
  documented: 'Connection Timeout, 1',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), dropPackets('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'host-firewall-drop',
  clientSees: 'silentButAlive',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'open-port',
    advice:
      'Let the port in, before the rule that discards it, by the tool that made the rule: iptables, nft, or ufw allow PORT/tcp.',
    change: openPort('server'),
  },
  lesson: {
    why: 'A dropped SYN is answered by nobody. The client repeats it after one second and again, for more than two minutes with the defaults of Linux, before it reports ETIMEDOUT.',
    tellApart:
      'Silence says nothing of where the packet was lost. Another port of the same host that answers shows that the host is alive; a rule whose counter rises while you try is the culprit.',
    hints: [
      'Is the machine alive at all? Try something else on it.',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'Which rule counted them? iptables -L INPUT -v -n',
    ],
    see: ['tcp(7), tcp_syn_retries', 'RFC 6298, 2.1', 'iptables-extensions(8)'],
  },
});
