import {
  behindRouter,
  banClient,
  defineScenario,
  unbanClient,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server bans the address of the client, and rejects what it sends',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: banClient('server', 'REJECT'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > ICMP 3/3',
  cause: 'banned-client',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'unban-client',
    advice: 'fail2ban-client set JAIL unbanip CLIENT, once what led to the ban has ended.',
    change: unbanClient('server'),
  },
  lesson: {
    why: 'The rule by which fail2ban bans with iptables is a REJECT by default: whoever is banned gets ICMP 3/3, port unreachable, at once, and the client says that the connection was refused.',
    tellApart:
      'The refusal is an ICMP error and no reset, and only this client gets it. On the server a rule with its address counts while you try, in a chain f2b-JAIL.',
    hints: [
      'Does another machine reach the port?',
      'Is it a reset, or an ICMP error? tcpdump -n "tcp port PORT or icmp or icmp6"',
      'fail2ban-client banned; fail2ban-client status JAIL',
    ],
    see: ['fail2ban-client(1)', 'action.d/iptables.conf, blocktype', 'icmp(7)'],
  },
});
