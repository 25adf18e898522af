import {
  behindRouter,
  defineScenario,
  openPort,
  rejectPackets,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title:
    'The firewall of the server rejects the port as prohibited, and the client blames the route',
  documented: 'Connection Timeout, 3',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectPackets('server', 'icmp-admin-prohibited'),
  symptom: { at: 'connect', code: 'EHOSTUNREACH' },
  wire: 'SYN > ICMP 3/13',
  cause: 'firewall-reject',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'open-port',
    advice:
      'Let the port in. firewalld: firewall-cmd --add-port=PORT/tcp, then firewall-cmd --runtime-to-permanent; with a panel, add the port there.',
    change: openPort('server'),
  },
  lesson: {
    why: 'What a zone of firewalld does not let in it rejects with ICMP 3/13, communication administratively prohibited. Linux turns that into EHOSTUNREACH, which reads "No route to host", although the route is fine. Over IPv6 it is ICMPv6 1/1 and EACCES, "Permission denied".',
    tellApart:
      'It comes at once, from the server itself, and only for TCP and UDP: a ping is answered. A host that is really not there takes three seconds, and no ping comes back. Panels on CentOS and its kin drive firewalld, those on Debian ufw, which says nothing at all.',
    hints: [
      'No route to host: does a ping to the same host arrive?',
      'Who sent the ICMP error, and which? tcpdump -n icmp',
      'On the server: firewall-cmd --list-all',
    ],
    see: ['RFC 1812, 5.2.7.1', 'firewalld.zones(5)', 'firewall-cmd(1)', 'icmp(7)'],
  },
});
