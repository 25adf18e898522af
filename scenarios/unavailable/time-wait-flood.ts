import {
  client,
  defineScenario,
  floodShortConnections,
  lan,
  reuseTimeWait,
  server,
  shrinkPortRange,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'Short-lived connections have left every local port of the client in TIME_WAIT',
  documented: 'Cannot Assign Requested Address, 2',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: [shrinkPortRange('client'), floodShortConnections('client')],
  symptom: 'EADDRNOTAVAIL',
  wire: 'nothing sent',
  cause: 'time-wait-flood',
  lookalikes: ['unavailable/ports-held', 'healthy/narrow-port-range'],
  remedy: {
    action: 'reuse-time-wait',
    advice:
      'Put net.ipv4.tcp_tw_reuse = 1 into /etc/sysctl.conf and run sysctl -p; better still, keep connections open and reuse them.',
    change: reuseTimeWait('client'),
    settlesMs: 1100,
  },
  forbids: ['open-port'],
  lesson: {
    why: 'The side that closes a connection first keeps its port for a minute, so that late packets meet nobody new. A client that opens and closes faster than that runs out of ports with hardly a connection open.',
    tellApart:
      'ss -tan state time-wait shows them. tcp_fin_timeout does not shorten TIME_WAIT, and tcp_tw_recycle is gone since Linux 4.12; what helps is tcp_tw_reuse=1, after about a second, or a wider range.',
    hints: [
      'Did a packet leave the client at all?',
      'Which state are the connections to this server in? ss -tan dst SERVER',
      'What does tcp_tw_reuse say? Its default, 2, helps on loopback only.',
    ],
    see: ['RFC 9293, 3.6.1', 'RFC 6191', 'Documentation/networking/ip-sysctl.rst, tcp_tw_reuse'],
  },
});
