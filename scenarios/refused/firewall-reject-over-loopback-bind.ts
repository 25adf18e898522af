import {
  behindRouter,
  defineScenario,
  openPort,
  rebind,
  rejectPackets,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule rejects the SYN, and behind it the service listens on 127.0.0.1 only',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectPackets('server', 'icmp-port-unreachable'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > ICMP 3/3',
  cause: 'firewall-reject',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'open-port',
    advice: 'Let the port in, before the rule that rejects it.',
    change: openPort('server'),
  },
  beneath: [
    {
      fault: rebind('server', 'loopback'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'loopback-bind',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'listen-on-all-addresses',
        advice: 'Listen on 0.0.0.0, so that local, LAN and outside clients all reach the service.',
        change: rebind('server', 'all'),
      },
    },
  ],
  lesson: {
    why: 'The rule answers with ICMP port unreachable, which the client reports as ECONNREFUSED. Behind it the kernel finds no socket for that address and answers with a reset, which is ECONNREFUSED as well. Whoever reads the error alone believes that opening the port did nothing.',
    tellApart:
      'The packets differ: an ICMP error before the port is opened, a TCP reset after it. On the server the rule has counted the first, and ss -ltn shows 127.0.0.1 in front of the port.',
    hints: [
      'The same error twice. Is it the same packet?',
      'Compare before and after an attempt: grep -E "Icmp:|Tcp:" /proc/net/snmp',
      'On the server, look at the address in front of the port: ss -ltn',
    ],
    see: ['RFC 1122, 4.2.3.9', 'RFC 9293, 3.10.7.1', 'ip(7), INADDR_LOOPBACK'],
  },
});
