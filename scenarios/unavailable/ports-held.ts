import {
  client,
  defineScenario,
  holdPorts,
  lan,
  server,
  shrinkPortRange,
  webSocket,
  widenPortRange,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Live connections to the server hold every local port of the client',
  documented: 'Cannot Assign Requested Address, 1',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: [shrinkPortRange('client'), holdPorts('client')],
  symptom: { at: 'local', code: 'EADDRNOTAVAIL' },
  wire: 'nothing sent',
  cause: 'ports-held',
  twin: 'healthy/ports-held-elsewhere',
  remedy: {
    action: 'widen-port-range',
    advice:
      'Put net.ipv4.ip_local_port_range = 10000 65535 into /etc/sysctl.conf and run sysctl -p, or reuse connections.',
    change: widenPortRange('client'),
  },
  lesson: {
    why: 'A connection is told apart by both addresses and both ports. Towards one port of one server only the local port is free to vary, so a client has as many connections there as its range has ports; a system has about 28,000.',
    tellApart:
      'Nothing is sent, and the error comes at once. The same client still reaches other servers, and other clients still reach this one. ss shows whether live connections hold the ports, or closed ones in TIME_WAIT.',
    hints: [
      'Did a packet leave the client at all?',
      'Count the connections to this server by state: ss -tan dst SERVER',
      'How many local ports are there? sysctl net.ipv4.ip_local_port_range',
      'Two lines of advice that go round do nothing here: tcp_tw_recycle is gone since Linux 4.12, and tcp_fin_timeout is about FIN_WAIT_2. The line for ip_local_port_range and sysctl -p do.',
    ],
    see: ['ip(7), ip_local_port_range', 'connect(2), EADDRNOTAVAIL', 'net/ipv4/inet_hashtables.c'],
  },
});
