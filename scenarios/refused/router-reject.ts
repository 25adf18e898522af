import {
  behindRouter,
  defineScenario,
  openPortInFront,
  rejectInFront,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title:
    'A router in front of the server answers in its place that nobody takes connections to the port',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectInFront('router', 'port-unreachable'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > ICMP 3/3', server: 'nothing sent' },
  forms: {
    'port unreachable': {},
    'TCP reset': {
      fault: rejectInFront('router', 'tcp-reset'),
      wire: { client: 'SYN > RST', server: 'nothing sent' },
      clientSees: 'refusedByTarget',
    },
  },
  cause: 'router-reject',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'open-port-in-front',
    advice: 'Let the port through on the router, or on the firewall in front of the server.',
    change: openPortInFront('router'),
  },
  lesson: {
    why: 'REJECT of iptables answers with ICMP 3/3, port unreachable, wherever the rule is: on a router as well, for a server that never sees the packet. Linux makes ECONNREFUSED of it. Firewalls in front of a network may send a TCP reset instead, in the name of the server.',
    tellApart:
      'An ICMP error comes from the address of the router. A reset carries that of the server, and looks to the client like a closed port. Either way the server runs, listens, and sees no packet.',
    hints: [
      'The service runs. Does a machine on its own network reach it?',
      'Is it a reset, or an ICMP error? tcpdump -n "tcp port PORT or icmp or icmp6"',
      'From which address does it come?',
    ],
    see: ['RFC 1122, 3.2.2.1', 'iptables-extensions(8), REJECT', 'icmp(7)'],
  },
});
