import {
  behindRouter,
  defineScenario,
  openPortInFront,
  rejectInFront,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A router in front of the server answers that the port cannot be reached',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectInFront('router', 'port-unreachable'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > ICMP 3/3', server: 'nothing sent' },
  cause: 'router-reject',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'open-port-in-front',
    advice: 'Let the port through on the router, or on the firewall in front of the server.',
    change: openPortInFront('router'),
  },
  lesson: {
    why: 'REJECT of iptables answers with ICMP 3/3, port unreachable, wherever the rule is: on a router as well, for a server that never sees the packet. Linux makes ECONNREFUSED of it.',
    tellApart:
      'The refusal is an ICMP error and no reset, and it comes from the address of a router. The server runs, listens, and sees no packet.',
    hints: [
      'The service runs. Does a machine on its own network reach it?',
      'Is it a reset, or an ICMP error? tcpdump -n "tcp port PORT or icmp or icmp6"',
      'From which address does it come?',
    ],
    see: ['RFC 1122, 3.2.2.1', 'iptables-extensions(8), REJECT', 'icmp(7)'],
  },
});
