import {
  defineScenario,
  forgetIdle,
  rememberIdle,
  webSocket,
  workersBehindRouter,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A firewall in the way forgets a connection on which nothing was said for a while',
  topology: workersBehindRouter(webSocket()),
  target: 'ws://server/',
  fault: forgetIdle('router'),
  idleMs: 2600,
  symptom: { at: 'stay', code: 'silence' },
  wire: { client: 'SYN > SYN-ACK > data > nothing', server: 'SYN > SYN-ACK > data' },
  cause: 'idle-timeout',
  clientSees: 'forgottenOrStuck',
  twin: 'healthy/idle-connection',
  remedy: {
    action: 'lengthen-idle-timeout',
    advice:
      'Let the firewall remember idle connections for longer (RFC 5382, 5: two hours and four minutes at least); where it is not yours, send a ping more often than it forgets.',
    change: rememberIdle('router'),
  },
  lesson: {
    why: 'A firewall or NAT that follows connections keeps a line for each, and drops the line when nothing came for its timeout. Neither end is told. The next packet belongs to no connection that it knows, and is discarded.',
    tellApart:
      'A new connection works at once, and lives as long as it is busy; one that is left alone for long enough gets no answer to its next message, and no FIN and no reset either. At the server that message never arrives.',
    hints: [
      'A new connection works. What was different about the one that was lost?',
      'Leave a connection alone for longer and longer. From when on is it dead?',
      'Look at the line of the connection on the router: /proc/net/nf_conntrack, third column but two',
    ],
    see: ['RFC 5382, 5', 'RFC 6455, 5.5.2', 'tcp(7), tcp_keepalive_time'],
  },
});
