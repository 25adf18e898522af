import {
  behindRouter,
  defineScenario,
  openPort,
  rejectPackets,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule answers the SYN with an ICMP error',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: rejectPackets('server', 'icmp-port-unreachable'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > ICMP 3/3',
  cause: 'firewall-reject',
  clientSees: 'rejectedByIcmp',
  remedy: {
    action: 'open-port',
    advice:
      'Let the port in, before the rule that rejects it, by the tool that made the rule: iptables or nft.',
    change: openPort('server'),
  },
  lesson: {
    why: 'REJECT without further words sends ICMP port unreachable. The kernel of the client turns that into the same errno as a reset, so the error text is the same; the packets are not.',
    tellApart:
      'A closed port answers with a TCP reset, a rejecting rule with ICMP: the counter InDestUnreachs of the client rises, and no TCP segment comes in. With other codes the error is another: prohibited is EHOSTUNREACH over IPv4, and EACCES over IPv6.',
    hints: [
      'Does the refusal come as a TCP reset or as an ICMP message?',
      'Compare before and after an attempt: grep Icmp: /proc/net/snmp; over IPv6 /proc/net/snmp6',
      'On the server, which rule counted a packet? iptables -L INPUT -v -n',
    ],
    see: ['RFC 1122, 4.2.3.9', 'RFC 792', 'RFC 4443, 3.1', 'iptables-extensions(8), REJECT'],
  },
});
