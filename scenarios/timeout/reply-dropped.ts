import {
  behindRouter,
  defineScenario,
  guardHost,
  dropReplies,
  letRepliesOut,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The SYN arrives, and a firewall rule of the server discards the reply',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), guardHost('server'), dropReplies('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'reply-dropped',
  clientSees: 'silentButAlive',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'open-port',
    advice: 'Let the answers of the port out, before the rule that discards them.',
    change: letRepliesOut('server'),
  },
  lesson: {
    why: 'A connection needs both ways. Firewalls have rules for what comes in and others for what goes out; whoever opens a port in the first list and forgets the second has a server that answers, and whose answer nobody gets.',
    tellApart:
      'The SYN arrives and no rule stops it. The server holds the connection half open and sends its answer again and again; the counter of a rule for what goes out rises with each.',
    hints: [
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
      'Has the server taken the connection up? ss -tan state syn-recv',
      'Which rule counts what goes out? iptables -L OUTPUT -v -n',
    ],
    see: ['RFC 9293, 3.5', 'tcp(7), tcp_synack_retries', 'iptables(8)'],
  },
});
