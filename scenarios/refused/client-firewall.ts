import {
  allowOutgoing,
  behindRouter,
  blockOutgoing,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: "The client's own firewall rejects what it sends, and the client believes the server did",
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: blockOutgoing('client', 'REJECT'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'client-firewall',
  remedy: {
    action: 'open-client-firewall',
    advice: 'Let the connection out by the tool that made the rule.',
    change: allowOutgoing('client'),
  },
  lesson: {
    why: 'REJECT answers a packet with an ICMP error, port unreachable by default. Of a rule for what goes out the answer is made by the client itself, for itself; its kernel tells the program ECONNREFUSED, as if the server had said so.',
    tellApart:
      'The ICMP error comes from an address of the client, over its loopback interface, and nothing leaves it. The server sees no packet.',
    hints: [
      'On the client, does a packet leave? tcpdump -n -i any host SERVER',
      'Who sent the ICMP error? tcpdump -n -i any icmp or icmp6',
      'Which rule counts it? iptables -L OUTPUT -v -n',
    ],
    see: ['iptables-extensions(8), REJECT', 'icmp(7)', 'RFC 1122, 3.2.2.1'],
  },
});
