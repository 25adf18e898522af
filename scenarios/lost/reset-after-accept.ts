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
  title: 'Each connection is reset as soon as it stands',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: serve('server', odd('reset', 'asked')),
  symptom: { at: 'upgrade', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data > RST',
  forms: {
    'over WebSocket, when asked': { clientSees: 'breaksOff' },
    'over TCP, at once': {
      topology: lan({ client: client(), server: server(ssh()) }),
      target: 'tcp://server/',
      fault: serve('server', odd('reset')),
      symptom: { at: 'exchange', code: 'ECONNRESET' },
      wire: 'SYN > SYN-ACK > RST',
      remedy: {
        action: 'mend-service',
        advice: 'See in the log of the service why it does not want the client.',
        change: serve('server', ssh()),
      },
    },
  },
  cause: 'reset-after-accept',
  remedy: {
    action: 'mend-service',
    advice: 'See in the log of the service why it ends the connection, and mend that.',
    change: serve('server', webSocket()),
  },
  lesson: {
    why: 'A program that closes with SO_LINGER at 0 resets, and so does a filter on the way that does not like what it reads. What was said before is lost: the client gets ECONNRESET.',
    tellApart:
      'A SYN that is refused is ECONNREFUSED: here the connection stood. A service that closes without having read what came is reset by its kernel, which looks the same; the counters of the server tell the two apart (TCPAbortOnData, TCPAbortOnClose).',
    hints: [
      'Refused, or reset? The first is an answer to the SYN.',
      'Say nothing and watch: is it reset all the same?',
      'Capture on both sides: did the server send the reset that the client got?',
    ],
    see: ['socket(7), SO_LINGER', 'RFC 1122, 4.2.2.13', 'RFC 9293, 3.5.2'],
  },
});
