import {
  behindRouter,
  defineScenario,
  openPortInFront,
  rejectInFront,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A router in front of the server rejects the port as prohibited',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectInFront('router', 'admin-prohibited'),
  symptom: { at: 'connect', code: 'EHOSTUNREACH' },
  wire: { client: 'SYN > ICMP 3/13', server: 'nothing sent' },
  forms: {
    'communication prohibited': {},
    'host prohibited': {
      fault: rejectInFront('router', 'host-prohibited'),
      wire: { client: 'SYN > ICMP 3/10', server: 'nothing sent' },
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
    why: 'A router that may not pass a packet on discards it, or says so: ICMP 3/13, communication administratively prohibited, or 3/10 for the host. Linux makes EHOSTUNREACH of both, "No route to host", although a route is there.',
    tellApart:
      'The error comes at once, from the address of a router, and the server sees no packet. A firewall of the server answers from its own address.',
    hints: [
      'No route to host: does it come at once, or after three seconds?',
      'Who sent the ICMP error? tcpdump -n icmp or icmp6',
      'On the server, do the packets arrive? tcpdump -n tcp port PORT',
    ],
    see: ['RFC 1812, 5.2.7.1', 'RFC 4443, 3.1', 'iptables-extensions(8), REJECT'],
  },
});
