import {
  acceptAgain,
  behindRouter,
  defineScenario,
  guardHost,
  overfillQueue,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service does not accept its connections, and the queue in front of it is full',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), guardHost('server'), overfillQueue('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'accept-queue-full',
  clientSees: 'silentButAlive',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'accept-faster',
    advice:
      'See what keeps the service from accepting (a blocked loop, all workers busy), and mend that; a longer queue only puts it off.',
    change: acceptAgain('server'),
  },
  lesson: {
    why: 'The kernel makes connections for the service, and keeps them in a queue until it accepts them. When that is full, Linux discards the SYN without a word, as if the packet had been lost: the client should try again, and does.',
    tellApart:
      'The service runs and listens, and no rule counts a packet. On the server the queue of the listening socket is longer than it may be, and the counter of overflows rises with each attempt.',
    hints: [
      'The first of some connections succeed, the next do not. What do they wait for?',
      'On the server, look at Recv-Q beside Send-Q: ss -ltn',
      'Does a counter rise while you try? nstat -az TcpExtListenOverflows TcpExtListenDrops',
    ],
    see: ['listen(2), backlog', 'tcp(7), tcp_abort_on_overflow', 'net/ipv4/tcp_input.c'],
  },
});
