import {
  client,
  defineScenario,
  lan,
  odd,
  serve,
  server,
  ssh,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service closes each connection without a word',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: serve('server', odd('close', 'asked')),
  symptom: { at: 'upgrade', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data > FIN',
  forms: {
    'over WebSocket, when asked': {},
    'over TCP, at once': {
      topology: lan({ client: client(), server: server(ssh()) }),
      target: 'tcp://server/',
      fault: serve('server', odd('close')),
      symptom: { at: 'exchange', code: 'EOF' },
      wire: 'SYN > SYN-ACK > FIN',
      remedy: {
        action: 'mend-service',
        advice: 'See in the log of the service why it does not want the client.',
        change: serve('server', ssh()),
      },
    },
  },
  cause: 'closed-after-accept',
  remedy: {
    action: 'mend-service',
    advice: 'See in the log of the service why it ends the connection, and mend that.',
    change: serve('server', webSocket()),
  },
  lesson: {
    why: 'Whoever accepts may close at once: a list of clients that may come, a limit that is reached, a forwarder (docker-proxy, ssh -L) that finds nobody behind it. Node calls that "socket hang up", curl "Empty reply from server".',
    tellApart:
      'The connection stood, so port and firewall are open. It ends with a FIN and without a byte; a reset would be of a socket that had not read, or of something on the way.',
    hints: [
      'The port is open, and somebody hangs up. Who accepted?',
      'Say nothing and watch: nc -v SERVER PORT </dev/null',
      'What does the log of the service say at that moment?',
    ],
    see: ['RFC 9293, 3.6', 'hosts_access(5)'],
  },
});
