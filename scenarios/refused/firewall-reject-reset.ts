import {
  amongMachines,
  defineScenario,
  openPort,
  rejectPackets,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall rule answers the SYN with a TCP reset, as a closed port would',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: rejectPackets('server', 'tcp-reset'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'firewall-reject-reset',
  clientSees: 'refusedByTarget',
  remedy: {
    action: 'open-port',
    advice:
      'Let the port in, before the rule that rejects it or in its place, by the tool that made the rule: iptables, nft, or ufw allow PORT/tcp.',
    change: openPort('server'),
  },
  lesson: {
    why: 'REJECT with tcp-reset, which is what ufw reject does, forges the answer of a closed port. The service runs, listens, and never hears of it.',
    tellApart:
      'From outside nothing splits it from a closed port. On the server the listener is there, and the kernel did not count a reset of its own (Tcp OutRsts), because the firewall made it.',
    hints: [
      'On the server, does anything listen on the port?',
      'If it does, who sent the reset? Compare Tcp OutRsts in /proc/net/snmp before and after.',
      'Which rule counted a packet? iptables -L INPUT -v -n',
    ],
    see: ['iptables-extensions(8), REJECT', 'ufw(8)'],
  },
});
