import {
  amongMachines,
  defineScenario,
  holdPorts,
  shrinkPortRange,
  startService,
  stopService,
  webSocket,
  widenPortRange,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Connections to a service that has ended still hold every local port of the client',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: [shrinkPortRange('client'), holdPorts('client')],
  symptom: { at: 'local', code: 'EADDRNOTAVAIL' },
  wire: 'nothing sent',
  cause: 'ports-held',
  remedy: {
    action: 'widen-port-range',
    advice:
      'Put net.ipv4.ip_local_port_range = 10000 65535 into /etc/sysctl.conf and run sysctl -p, or close the connections.',
    change: widenPortRange('client'),
  },
  beneath: [
    {
      fault: stopService('server'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'not-listening',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'start-service',
        advice: 'Start the service, and see to it that it starts again with the machine.',
        change: startService('server'),
      },
    },
  ],
  lesson: {
    why: 'The service ended and its kernel closed the connections. The client never closed its own ends: they stay in CLOSE_WAIT for as long as the program runs, and each keeps its port. So no new SYN leaves the client, and nobody learns that the port of the server is closed.',
    tellApart:
      'Nothing is sent, and the error comes at once: it is the client. ss shows CLOSE_WAIT, which the program has to close, and not TIME_WAIT, which passes after a minute. With a free port the answer is a refusal.',
    hints: [
      'Did a packet leave the client at all?',
      'Count the connections to this server by state: ss -tan dst SERVER',
      'CLOSE_WAIT: which of the two ends has closed? What does that say about the service?',
      'On the server, look for the port: ss -ltn',
    ],
    see: ['RFC 9293, 3.3.2', 'ip(7), ip_local_port_range', 'ss(8)'],
  },
});
