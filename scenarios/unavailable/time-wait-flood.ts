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
  symptom: { at: 'local', code: 'EADDRNOTAVAIL' },
  wire: 'nothing sent',
  cause: 'time-wait-flood',
  twin: 'healthy/narrow-port-range',
  remedy: {
    action: 'reuse-time-wait',
    advice:
      'Put net.ipv4.tcp_tw_reuse = 1 into /etc/sysctl.conf and run sysctl -p; better still, keep connections open and reuse them.',
    change: reuseTimeWait('client'),
    settlesMs: 1100,
  },
  lesson: {
    why: 'The side that closes a connection first keeps its port for a minute, so that late packets meet nobody new. A client that opens and closes faster than that runs out of ports with hardly a connection open.',
    tellApart:
      'ss -tan state time-wait shows them; the ports that are left have few live connections. The same client still reaches other servers.',
    hints: [
      'Did a packet leave the client at all?',
      'Which state are the connections to this server in? ss -tan dst SERVER',
      'What does tcp_tw_reuse say? Its default, 2, helps on loopback only.',
      'Two lines of advice that go round are folklore: tcp_tw_recycle is gone since Linux 4.12, and tcp_fin_timeout does not shorten TIME_WAIT. The line for tcp_tw_reuse and sysctl -p do help, after about a second; so does a wider range.',
    ],
    see: [
      'RFC 9293, 3.6.1',
      'RFC 6191',
      'Documentation/networking/ip-sysctl.rst, tcp_tw_reuse, tcp_fin_timeout',
      'net/ipv4/tcp_minisocks.c, TCP_TIMEWAIT_LEN',
    ],
  },
});
