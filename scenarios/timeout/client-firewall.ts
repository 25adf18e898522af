import {
  allowOutgoing,
  behindRouter,
  blockOutgoing,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: "The client's own firewall discards what it sends, and nothing leaves the machine",
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: blockOutgoing('client', 'DROP'),
  symptom: { at: 'connect', code: 'silence' },
  wire: 'nothing sent',
  forms: {
    'questions kept in': {},
    'answers kept out': {
      fault: blockOutgoing('client', 'DROP', 'answers'),
      wire: 'SYN > SYN-ACK',
    },
    'one user let out': { fault: blockOutgoing('client', 'DROP', 'questions of all but root') },
  },
  cause: 'client-firewall',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'open-client-firewall',
    advice: 'Let the connection out, and its answers in, by the tool that made the rule.',
    change: allowOutgoing('client'),
  },
  lesson: {
    why: 'A firewall is also for what goes out. The kernel takes connect(2), makes a SYN and hands it to the rules; what they discard is lost like a packet on the way, so the program waits, and sends it again.',
    tellApart:
      'No packet leaves the client, although it counts a connection that was opened; or answers come, and the connection does not. Another machine beside it reaches the server, and so does a program of another user where the rule is for users (owner, skuid).',
    hints: [
      'Does another machine reach the server? And another user of this one: sudo nc -zv SERVER PORT',
      'On the client, does a packet leave? tcpdump -n tcp port PORT',
      'Which rule counts it? iptables -L OUTPUT -v -n; iptables -L INPUT -v -n',
    ],
    see: ['iptables(8)', 'iptables-extensions(8), owner', 'nft(8)', 'tcp(7), tcp_syn_retries'],
  },
});
